"""The errors of the protocol (OAI-PMH 2.0, 3.6)."""

from enum import StrEnum


class Code(StrEnum):
    """What is wrong with a request, in the words of the protocol.

    ``noMetadataFormats`` is not among them: every study is told as Dublin Core.
    """

    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION_TOKEN = "badResumptionToken"
    BAD_VERB = "badVerb"
    CANNOT_DISSEMINATE_FORMAT = "cannotDisseminateFormat"
    ID_DOES_NOT_EXIST = "idDoesNotExist"
    NO_RECORDS_MATCH = "noRecordsMatch"
    NO_SET_HIERARCHY = "noSetHierarchy"


class OaiFault(Exception):
    """A request that is answered with an error."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason
