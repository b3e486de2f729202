from xml.etree import ElementTree

import pytest

from eval.report.document import Analysis, analyse, document
from eval.report.markdown import markdown
from eval.report.page import page
from ingest.watch import Unwatched
from tests.eval.report import made_up


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    return analyse(made_up.report(), Unwatched())


@pytest.fixture(scope="session")
def html(analysis: Analysis) -> str:
    return page(document(analysis))


@pytest.fixture(scope="session")
def tree(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html)


@pytest.fixture(scope="session")
def text(analysis: Analysis) -> str:
    return markdown(document(analysis))
