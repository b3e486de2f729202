"""The librarian's desk: pages for those who curate the library."""
