"""The lists that librarians keep, as forms and programs change them."""
