"""The tokenizer of PDF content streams."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.partition.pdf.tokens import operations


def test_operands_stand_before_their_operator() -> None:
    stream = b"q 1 0 0 1 72 700 cm BT /F1 12 Tf (a) Tj [(b) -120.5 <6364>] TJ ET Q"
    found = [(operator, operands) for operator, operands in operations(stream)]
    assert [operator for operator, _ in found] == [b"q", b"cm", b"BT", b"Tf", b"Tj", b"TJ", b"ET", b"Q"]
    assert found[1][1] == [1, 0, 0, 1, 72, 700]
    assert found[3][1][0].name == "F1"
    assert found[5][1] == [[b"b", -120.5, b"cd"]]


def test_strings_keep_brackets_and_escapes() -> None:
    assert [operands for _, operands in operations(rb"(a (b (c)) \) \101 \n x) Tj")] == [
        [b"a (b (c)) ) A \n x"]
    ]


def test_what_looks_like_an_operator_in_a_string_is_text() -> None:
    assert list(operations(b"(1 0 0 rg BT) Tj")) == [(b"Tj", [b"1 0 0 rg BT"])]


def test_an_inline_image_is_one_operation() -> None:
    stream = b"BI /W 2 /H 2 ID \x00(\xff)[<\x01 EI (x) Tj"
    assert list(operations(stream)) == [(b"EI", []), (b"Tj", [b"x"])]


def test_tags_have_their_properties() -> None:
    stream = b"/Artifact <</Type /Pagination /BBox [0 0 1 1]>> BDC"
    ((_, (tag, properties)),) = operations(stream)
    assert (tag.name, properties["Type"].name) == ("Artifact", "Pagination")


@given(st.binary(max_size=400))
def test_noise_never_raises(noise: bytes) -> None:
    for operator, _ in operations(noise):
        assert operator


@given(st.lists(st.binary(max_size=20), max_size=20))
def test_hexadecimal_strings_come_back(strings: list[bytes]) -> None:
    stream = b" ".join(b"<%s> Tj" % string.hex().encode() for string in strings)
    assert [operands for _, operands in operations(stream)] == [[string] for string in strings]
