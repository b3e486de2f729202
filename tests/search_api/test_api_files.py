from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from corpus.study import StudyId
from search_api.app import create_app
from search_api.media import disposition, media_type, policy
from search_api.services import Services

PDF = "/api/v1/studies/peage-urbain-menages/files/1"


@pytest.fixture
def content(services: Services) -> bytes:
    file = services.catalogue.study(StudyId("peage-urbain-menages")).files[0]
    return services.files.path(file.sha256).read_bytes()


def test_every_file_of_every_study_is_served_where_the_study_says(
    client: TestClient, services: Services
) -> None:
    for study in client.get("/api/v1/studies").json()["studies"]:
        stored = services.catalogue.study(StudyId(study["id"])).files
        for file, kept in zip(study["files"], stored, strict=True):
            response = client.get(file["url"])
            assert response.status_code == 200
            assert response.content == services.files.path(kept.sha256).read_bytes()
            assert int(response.headers["content-length"]) == file["size"]
            part = client.get(file["url"], headers={"Range": "bytes=10-19"})
            assert part.status_code == 206
            assert part.content == response.content[10:20]


def test_a_pdf_opens_in_the_browser_under_its_own_name(client: TestClient) -> None:
    headers = client.get(PDF).headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"] == 'inline; filename="peage-urbain_fr.pdf"'
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["accept-ranges"] == "bytes"


def test_a_page_that_was_taken_in_cannot_run_anything(client: TestClient) -> None:
    headers = client.get("/api/v1/studies/luchtkwaliteit-lez/files/1").headers
    assert headers["content-type"].startswith("text/html")
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")


def test_a_kind_that_a_browser_might_run_is_only_saved(client: TestClient) -> None:
    headers = client.get("/api/v1/studies/acces-guichets/files/2").headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"].startswith("attachment")


def test_a_name_with_accents_and_quotes_arrives_as_it_is(client: TestClient) -> None:
    headers = client.get("/api/v1/studies/acces-guichets/files/1").headers
    name = quote('Étude d\'accès; "façade" – été.pdf')
    assert headers["content-disposition"] == f"inline; filename*=utf-8''{name}"


@pytest.mark.parametrize(
    ("wanted", "first", "last"), [("bytes=0-99", 0, 99), ("bytes=100-", 100, None), ("bytes=-50", -50, None)]
)
def test_a_range_is_answered_with_that_part(
    client: TestClient, content: bytes, wanted: str, first: int, last: int | None
) -> None:
    response = client.get(PDF, headers={"Range": wanted})
    assert response.status_code == 206
    assert response.content == content[first : None if last is None else last + 1]
    start = len(content) + first if first < 0 else first
    end = len(content) - 1 if last is None else last
    assert response.headers["content-range"] == f"bytes {start}-{end}/{len(content)}"


def test_several_ranges_come_as_parts(client: TestClient) -> None:
    response = client.get(PDF, headers={"Range": "bytes=0-9,100-109"})
    assert response.status_code == 206
    assert response.headers["content-type"].startswith("multipart/byteranges")


def test_a_range_beyond_the_end_is_a_problem_that_tells_the_size(client: TestClient, content: bytes) -> None:
    response = client.get(PDF, headers={"Range": "bytes=9999999-"})
    assert response.status_code == 416
    assert response.headers["content-range"] == f"bytes */{len(content)}"
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "/problems/range-not-satisfiable"


def test_a_range_that_cannot_be_read_is_a_problem(client: TestClient) -> None:
    response = client.get(PDF, headers={"Range": "pages=1-2"})
    assert response.status_code == 400
    assert response.json()["type"] == "/problems/invalid-range"


def test_head_tells_the_size_without_the_file(client: TestClient, content: bytes) -> None:
    response = client.head(PDF)
    assert response.status_code == 200
    assert response.content == b""
    assert int(response.headers["content-length"]) == len(content)


def test_a_reader_who_has_the_file_gets_it_once(client: TestClient) -> None:
    etag = client.get(PDF).headers["etag"]
    assert client.get(PDF, headers={"If-None-Match": f'"other", W/{etag}'}).status_code == 304
    assert client.get(PDF, headers={"If-None-Match": '"other"'}).status_code == 200
    part = client.get(PDF, headers={"Range": "bytes=0-9", "If-Range": etag})
    assert part.status_code == 206
    assert client.get(PDF, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200


def test_files_are_never_compressed_on_the_way(client: TestClient) -> None:
    for address in (
        PDF,
        "/api/v1/studies/titres-services/files/1",
        "/api/v1/studies/luchtkwaliteit-lez/files/1",
    ):
        assert "content-encoding" not in client.get(address, headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize("n", ["0", "-1", "3", "99999999999999999999999"])
def test_a_number_without_a_file_is_not_found(client: TestClient, n: str) -> None:
    response = client.get(f"/api/v1/studies/peage-urbain-menages/files/{n}")
    assert response.status_code == 404
    assert response.json()["type"] == "/problems/file-not-found"
    assert "it has 2" in response.json()["detail"]


def test_a_number_that_is_none_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/studies/peage-urbain-menages/files/first").status_code == 422


def test_no_address_leads_out_of_the_store(client: TestClient) -> None:
    for address in ("../../../etc/passwd", "..%2f..%2fcatalogue.sqlite", "1/../../../catalogue.sqlite"):
        response = client.get(f"/api/v1/studies/peage-urbain-menages/files/{address}")
        assert response.status_code in (404, 422)


def test_a_file_that_the_store_has_lost_is_a_problem_of_its_own(own_services: Services) -> None:
    file = own_services.catalogue.study(StudyId("titres-services")).files[0]
    own_services.files.path(file.sha256).unlink()
    with TestClient(create_app(own_services)) as client:
        response = client.get("/api/v1/studies/titres-services/files/1")
    assert response.status_code == 503
    assert response.json()["type"] == "/problems/file-missing"
    assert str(own_services.settings.data_dir) not in response.text


@pytest.mark.parametrize("name", ["x.svg", "x.xhtml", "x.js", "x", "x.pdf.exe", "x.PDFX"])
def test_unknown_extensions_are_bytes_to_save(name: str) -> None:
    assert media_type(name) == "application/octet-stream"
    assert disposition(media_type(name)) == "attachment"
    assert "sandbox" in policy(media_type(name))


def test_extensions_are_known_in_any_case() -> None:
    assert media_type(str(Path("A.B") / "RAPPORT.PDF")) == "application/pdf"
