"""How the learned parts of this package were made; none of it runs when the program does."""
