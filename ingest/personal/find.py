"""The finder: one text in, what is personal in it out."""

from ingest.personal.addresses import addresses
from ingest.personal.contacts import mailboxes, phones
from ingest.personal.finding import Finding, apart
from ingest.personal.names import names_beside
from ingest.personal.registers import ibans, national_numbers

FINDER_VERSION = "1"
"""Changes whenever the same text gives other findings."""


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """Return the personal data of a text in order of place; no two overlap, and none is empty.

    Names are found only beside something else that is found. What looks like two kinds is the one that is
    surer: check digits before patterns, patterns before names.
    """
    sure = [*ibans(text), *national_numbers(text), *mailboxes(text), *phones(text), *addresses(text)]
    return apart([*sure, *names_beside(text, apart(sure))])
