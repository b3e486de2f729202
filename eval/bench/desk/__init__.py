"""What librarians wait for: the pages of the desk over a made-up catalogue."""
