"""Settings, wiring, JSON API and command line: the only layer that knows all others."""
