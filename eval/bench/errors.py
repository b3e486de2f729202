"""What can be wrong with a benchmark."""

from eval.errors import EvalError


class BenchInputError(EvalError):
    """A benchmark that cannot be run as it is asked for; ``what`` names the part to change."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"{what}: {reason}")
        self.what, self.reason = what, reason


class ServerFailedError(EvalError):
    """The server to be measured never answered, or answered with an error."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the server that was to be measured failed: {reason}")
        self.reason = reason
