"""The yearly inventory: what administrations published, as the law asks for it."""
