"""One report of all that was measured: HTML, Markdown and JSON."""
