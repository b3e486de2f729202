"""Sources to harvest from: a small web server that gives what a test writes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

OAI_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-01T10:00:00Z</responseDate>
<request verb="{verb}">http://repository.example/oai/request</request>"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers."""

    body: str | bytes = ""
    kind: str = "text/xml; charset=UTF-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Asked = dict[str, str]
Script = Callable[[str, Asked], Reply]
"""From the path and the arguments of a request to the answer."""


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """Serve answers at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            reply = script(parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})
            body = reply.body if isinstance(reply.body, bytes) else reply.body.encode()
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def identify() -> Reply:
    return Reply(
        OAI_HEAD.format(verb="Identify")
        + "<Identify><repositoryName>DSpace</repositoryName><granularity>YYYY-MM-DDThh:mm:ssZ</granularity>"
        "<deletedRecord>transient</deletedRecord></Identify></OAI-PMH>"
    )


def listed(*records: str, token: str | None = None) -> Reply:
    told = "" if token is None else f'<resumptionToken completeListSize="9">{token}</resumptionToken>'
    body = f"<ListRecords>{''.join(records)}{told}</ListRecords></OAI-PMH>"
    return Reply(OAI_HEAD.format(verb="ListRecords") + body)


def fault(code: str) -> Reply:
    return Reply(OAI_HEAD.format(verb="ListRecords") + f'<error code="{code}">no</error></OAI-PMH>')


def deleted(identifier: str) -> str:
    return (
        f'<record><header status="deleted"><identifier>{identifier}</identifier>'
        "<datestamp>2026-02-03T00:00:00Z</datestamp></header></record>"
    )


def record(identifier: str, *facts: str, stamp: str = "2026-02-01T00:00:00Z") -> str:
    """Return a record; each fact is "title=…" or "title@fr=…"."""
    told = []
    for fact in facts:
        name, _, value = fact.partition("=")
        name, _, language = name.partition("@")
        tag = f' xml:lang="{language}"' if language else ""
        told.append(f"<dc:{name}{tag}>{value}</dc:{name}>")
    return (
        f"<record><header><identifier>{identifier}</identifier><datestamp>{stamp}</datestamp></header><metadata>"
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(told)}</oai_dc:dc></metadata></record>'
    )


DSPACE = record(
    "oai:repository.example:123456789/42",
    "title=Les navetteurs et le vélo à Bruxelles",
    "creator=Dupont, Jeanne",
    "creator=Peeters, Jan",
    "subject=mobilité",
    "subject=vélo",
    "description=&lt;p&gt;Une enquête auprès de 1.200 navetteurs &amp;amp; cyclistes de la Région.&lt;/p&gt;",
    "date=2024-05-14T09:12:44Z",
    "date=2024-05-14T09:12:44Z",
    "date=2023-11",
    "type=Enquête",
    "identifier=http://hdl.handle.net/123456789/42",
    "language=fr_BE",
    "publisher=Brussel Mobiliteit",
)
"""As DSpace tells an item: who made it, when it was taken in, and no language but that of the item."""
