"""What can be wrong with a request."""

from corpus.errors import CorpusError
from models.language import Language
from search_api.messages import FALLBACK, Message


class RequestError(Exception):
    """A request that cannot be answered as it stands; ``parameter`` names what to change.

    The reason is a message, so that each reader gets it in their language; English words do where only
    the operator of the command line will read them.
    """

    def __init__(self, parameter: str, reason: str | Message) -> None:
        self.parameter = parameter
        self._reason = reason
        super().__init__(f"{parameter}: {self.reason()}")

    def reason(self, language: Language = FALLBACK) -> str:
        """Return what is wrong, in a language."""
        return self._reason.text(language) if isinstance(self._reason, Message) else self._reason


class SettingsError(Exception):
    """A setting that cannot be read. Its value is not repeated: it may be a password."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"the environment variable {name} cannot be used: {reason}; correct it or leave it out"
        )
        self.name = name


class FileNumberError(CorpusError):
    """A study that has no file of this number."""

    def __init__(self, study: str, n: int, count: int) -> None:
        super().__init__(f"the study {study!r} has no file {n}; it has {count}")
        self.study, self.n, self.count = study, n, count


class FileBeingReplacedError(CorpusError):
    """A file in whose text something was redacted, and which still holds it."""

    def __init__(self, study: str, n: int) -> None:
        super().__init__(
            f"file {n} of the study {study!r} holds what was redacted in its text; replace it by one without"
        )
        self.study, self.n = study, n


class FindingNotFoundError(CorpusError):
    """A study without a finding of this number or key."""

    def __init__(self, study: str, finding: str, count: int) -> None:
        super().__init__(
            f"the study {study!r} has no finding {finding}; it has {count}, which "
            f"`savoir personal-data {study}` numbers"
        )
        self.study, self.finding, self.count = study, finding, count


class ExtraMissingError(Exception):
    """A command that needs a package of an extra that is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"this needs the package {package}; run `pip install -e '.[{extra}]'`")
        self.package, self.extra = package, extra


class AdmissionError(Exception):
    """A request that is refused for how it comes, whatever it asks.

    ``retry_after`` is in seconds; ``None``: waiting does not help.
    """

    retry_after: int | None = None


class TooManyRequestsError(AdmissionError):
    """A client that asks more often than it may."""

    def __init__(self, most: int, retry_after: int) -> None:
        super().__init__(f"more than {most} requests a minute; the next one is answered in {retry_after} s")
        self.most, self.retry_after = most, retry_after


class BusyError(AdmissionError):
    """A server that works on as many requests as it may."""

    retry_after = 1

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} requests are worked on already")


class AnswerTooLateError(AdmissionError):
    """An answer that does not begin in time."""

    retry_after = 60

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.seconds = f"{seconds:g}"


class AddressTooLongError(AdmissionError):
    """An address of more bytes than any that this server makes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the address has more than {limit} bytes")
        self.limit = limit


class JudgingRefusedError(Exception):
    """A judgement without the token of a judge, or from a page that is not of this site."""
