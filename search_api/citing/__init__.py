"""How a study is cited: CSL-JSON, and what is made of it."""
