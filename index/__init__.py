"""From passages to a ranking: encoding, storing, retrieving, fusing, citing."""
