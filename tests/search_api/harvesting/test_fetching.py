"""What is asked of other servers, and what is not."""

import gzip

import pytest

from search_api.harvesting.addresses import look_up
from search_api.harvesting.errors import SourceAddressError, SourceAnswerError, SourceUnreachableError
from search_api.harvesting.fetching import MOST_REDIRECTS, Fetcher
from tests.search_api.harvesting.conftest import FETCHER, unhurried
from tests.search_api.harvesting.sources import Asked, Reply, serving


def get(address: str, most: int = 1000, fetcher: Fetcher = FETCHER) -> bytes:
    return fetcher.get(address, accept="*/*", most=most)[1]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8000/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data",
        "http://192.168.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://224.0.0.1/",
    ],
)
def test_an_address_inside_of_a_network_is_not_asked_unless_that_is_wished(address: str) -> None:
    with pytest.raises(SourceAddressError, match="--allow-private"):
        look_up(address, allow_private=False)
    assert look_up(address, allow_private=True).machines


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("file:///etc/passwd", "http"),
        ("ftp://example.org/", "http"),
        ("http://", "http"),
        ("example.org", "http"),
        ("http://anna:secret@93.184.216.34/", "password"),
        ("http://93.184.216.34:99999/", "read"),
        ("http://[::1/", "read"),
        ("http://93.184.216.34/a b", "%"),
        ("http://93.184.216.34/\r\nX: y", "%"),
        ("http://93.184.216.34/é", "%"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked(address: str, words: str) -> None:
    with pytest.raises(SourceAddressError, match=words) as refused:
        look_up(address, allow_private=True)
    assert "secret" not in str(refused.value)


def test_a_public_address_is_asked_itself() -> None:
    target = look_up("https://93.184.216.34:8443/oai?a=b#c", allow_private=False)
    assert (target.machines, target.port, target.path) == (("93.184.216.34",), 8443, "/oai?a=b")
    assert target.address == "https://93.184.216.34:8443/oai?a=b"


def test_an_address_that_leads_into_the_network_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    def script(path: str, _: Asked) -> Reply:
        return Reply(status=302, headers={"Location": "http://localhost:1/inside"})

    with serving(script) as address:
        asked: list[str] = []

        def looked(one: str, *, allow_private: bool) -> object:
            asked.append(one)
            return look_up(one, allow_private=len(asked) == 1)

        monkeypatch.setattr("search_api.harvesting.fetching.look_up", looked)
        with pytest.raises(SourceAddressError, match="private network"):
            get(address, fetcher=Fetcher(sleep=unhurried))
    assert asked[1] == "http://localhost:1/inside"


def test_a_few_redirects_are_followed_and_no_more() -> None:
    def script(path: str, _: Asked) -> Reply:
        left = int(path.strip("/"))
        return Reply("here") if left == 0 else Reply(status=302, headers={"Location": f"/{left - 1}"})

    with serving(script) as address:
        assert get(f"{address}/{MOST_REDIRECTS}") == b"here"
        with pytest.raises(SourceAnswerError, match="leads elsewhere"):
            get(f"{address}/{MOST_REDIRECTS + 1}")


def test_an_answer_that_is_too_long_is_not_read_to_its_end_also_where_it_is_compressed() -> None:
    bomb = Reply(gzip.compress(b"0" * 5_000_000), headers={"Content-Encoding": "gzip"})
    with serving(lambda path, _: Reply("x" * 2000) if path == "/long" else bomb) as address:
        for path in ("/long", "/bomb"):
            with pytest.raises(SourceAnswerError, match="longer than 1,000 bytes"):
                get(address + path)


def test_an_answer_that_is_not_compressed_as_it_says_is_told() -> None:
    broken = Reply("plain", headers={"Content-Encoding": "gzip"})
    with serving(lambda *_: broken) as address, pytest.raises(SourceAnswerError, match="compressed"):
        get(address)


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (500, 1), (503, 4), (429, 4)])
def test_a_server_that_refuses_is_told_and_asked_again_only_where_it_is_busy(status: int, asked: int) -> None:
    times: list[str] = []

    def script(path: str, _: Asked) -> Reply:
        times.append(path)
        return Reply(status=status)

    with serving(script) as address, pytest.raises(SourceUnreachableError, match=f"answers {status}"):
        get(address)
    assert len(times) == asked


def test_a_server_may_ask_to_be_left_alone_but_not_for_ever() -> None:
    waits: list[float] = []
    replies = [Reply(status=503, headers={"Retry-After": wait}) for wait in ("5", "99999", "soon")]
    fetcher = Fetcher(allow_private=True, sleep=waits.append)
    with serving(lambda *_: replies.pop(0) if replies else Reply("here")) as address:
        assert get(address, fetcher=fetcher) == b"here"
    assert waits == [5, 120, 4]


def test_a_name_that_nobody_has_is_told() -> None:
    with pytest.raises(SourceUnreachableError, match="no server is called"):
        get("http://nowhere.invalid/")
