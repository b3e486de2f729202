"""How the settings of fusion are chosen on development collections."""
