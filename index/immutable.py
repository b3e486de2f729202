"""Values that are their own copies."""

from typing import Self


class Immutable:
    """A value that nothing can change: a copy of it is itself.

    Haystack copies what components pass on, deeply and at every step, so that none can change what another
    has. Of a ranking's hundred frozen studies that takes longer than to find them.
    """

    __slots__ = ()

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """Return the value itself."""
        return self
