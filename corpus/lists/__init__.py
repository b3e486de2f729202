"""The lists that ship with the program and that librarians add to and correct."""
