"""Who may change the library: accounts, sessions and tokens."""
