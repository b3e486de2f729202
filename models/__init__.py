"""What is known and learned about language: identification, analysis, encoding."""
