"""What can go wrong with a harvest; what came in before it stays."""

AGAIN = "what came in before is kept; harvest again to go on"


class HarvestError(Exception):
    """A source that cannot be harvested."""


class SourceUnreachableError(HarvestError):
    """The source does not answer, or answers that it cannot."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address} cannot be read: {reason}; {AGAIN}")
        self.address, self.reason = address, reason


class SourceAddressError(HarvestError):
    """An address that is not asked."""

    def __init__(self, address: str, reason: str, *, private: bool = False) -> None:
        super().__init__(f"{address} is not asked: {reason}")
        self.address, self.reason = address, reason
        self.private = private
        """Whether it is inside of a network."""


class SourceAnswerError(HarvestError):
    """The source answers what cannot be taken over."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"the answer of {address} cannot be used: {reason}")
        self.address, self.reason = address, reason


class SourceTokenError(SourceAnswerError):
    """The source no longer knows where a list was to go on."""
