"""Personal data in studies: found, decided about, and kept from readers meanwhile."""
