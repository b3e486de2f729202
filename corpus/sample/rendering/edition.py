"""One file about to be rendered: a study, a language, a text."""

import re
from dataclasses import dataclass

from corpus.administrations import registry
from corpus.sample.rendering.blocks import Text, plain
from corpus.sample.rendering.markdown import read_text
from corpus.sample.rendering.source import Layout, SourceFile, SourceStudy
from corpus.sample.rendering.typography import curled, shortened, spaced
from corpus.sample.rendering.wording import WORDS, Words
from corpus.study import AdministrationId
from models.language import Language

# A plain-text or web editor leaves quotes straight; a word processor curls them.
STRAIGHT = {Layout.HTML, Layout.TXT}


@dataclass(frozen=True, slots=True)
class Edition:
    """What a writer needs to know."""

    study: SourceStudy
    file: SourceFile
    text: Text

    @property
    def language(self) -> Language:
        """The language that everything in the file is written in."""
        return self.file.language

    @property
    def words(self) -> Words:
        """What the layout says of its own accord."""
        return WORDS[self.language]

    @property
    def administrations(self) -> str:
        """Those who paid, as the study itself calls them, joined by commas."""
        return ", ".join(map(self._signed, self.study.administrations))

    @property
    def year(self) -> str:
        """The year of publication; the preface tells the date more exactly."""
        return str(self.study.published.first.year)

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords in the language of the file."""
        return self.study.keywords.get(self.language, ())

    def _signed(self, administration: AdministrationId) -> str:
        """Return the first of an administration's names, present or former, that the preface mentions."""
        preface = " ".join(map(plain, self.text.preface)).replace("’", "'")
        entry = registry().get(administration)
        for name in entry.spellings() if entry else ():
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", preface, re.IGNORECASE):
                return name
        return registry().label(administration, self.language)

    def running_title(self, length: int = 60) -> str:
        """The title as a page header has it."""
        return shortened(self.text.title, length)


def read_edition(study: SourceStudy, file: SourceFile) -> Edition:
    """Read the text of a file, with the typography that its layout usually has.

    Raises:
        SourceError: The text is not in the Markdown subset.
    """
    typeset = spaced if file.layout in STRAIGHT else curled
    return Edition(study, file, read_text(file.source, lambda text: typeset(text, file.language)))
