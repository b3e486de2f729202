"""The pages of the site, rendered on the server: what the API finds, as people read it."""
