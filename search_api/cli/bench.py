"""``savoir bench``."""


def bench() -> None:
    """Measure speed and memory."""
