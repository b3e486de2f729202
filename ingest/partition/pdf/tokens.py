"""Operators and operands of a PDF content stream.

pdfminer's own tokenizer spends three quarters of the time of a page in Python, a character class at a time.
One regular expression does the same work about ten times faster, and lets a whole drawing operation
("10 20 m") pass as a single token.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from pdfminer.psparser import LIT

Operation = tuple[bytes, list[Any]]
"""An operator with its operands: numbers as float, strings as bytes, names as pdfminer literals."""

_TOKEN = re.compile(
    rb"""
    (?P<image>\bBI\s.*?\bID\s.*?\sEI(?=[\s/]|\Z))                   # an inline image, up to its end
  | (?P<numbers>(?:[-+.0-9]++\s++){0,6}+)(?P<operator>[A-Za-z'"][A-Za-z0-9*'"]*+)
  | (?P<number>[-+.0-9]++)
  | \((?P<string>(?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+)\)
  | (?P<open>\[)
  | (?P<close>\])
  | /(?P<name>[^\s()<>\[\]{}/%]*+)
  | (?P<dict_open><<)
  | (?P<dict_close>>>)
  | <(?P<hex>[0-9A-Fa-f\s]*+)>
  | %[^\r\n]*+
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_NAME_ESCAPE = re.compile(r"#([0-9A-Fa-f]{2})")
_WORDS = {b"true": True, b"false": False, b"null": None}


def operations(content: bytes) -> Iterator[Operation]:
    """Yield the operations of a content stream in order; what is malformed is passed over."""
    stack: list[Any] = []
    outer: list[list[Any]] = []
    for token in _TOKEN.finditer(content):
        kind = token.lastgroup
        if kind == "operator":
            operator = token["operator"]
            if token["numbers"]:
                stack.extend(map(_number, token["numbers"].split()))
            if operator in _WORDS:
                stack.append(_WORDS[operator])
            elif not outer:
                yield operator, stack
                stack = []
        elif kind in _OPERAND:
            stack.append(_OPERAND[kind](token[str(kind)]))
        elif kind in ("open", "dict_open"):
            outer.append(stack)
            stack = []
        elif kind in ("close", "dict_close") and outer:
            inner, stack = stack, outer.pop()
            stack.append(inner if kind == "close" else _dictionary(inner))
        elif kind == "image":
            yield b"EI", []


def _number(text: bytes) -> float:
    try:
        return float(text)
    except ValueError:  # "--5" and "1.2.3" do occur
        return 0.0


def _string(text: bytes) -> bytes:
    return _ESCAPE.sub(_unescape, text) if b"\\" in text else text


def _unescape(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped[0] in b"01234567":
        return bytes((int(escaped, 8) & 255,))
    return _ESCAPED.get(escaped, escaped)


def _hex(text: bytes) -> bytes:
    digits = b"".join(text.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _name(text: bytes) -> Any:
    name = text.decode("utf-8", "replace")
    return LIT(_NAME_ESCAPE.sub(lambda match: chr(int(match[1], 16)), name) if "#" in name else name)


def _dictionary(items: list[Any]) -> dict[str, Any]:
    return {getattr(key, "name", ""): value for key, value in zip(items[::2], items[1::2], strict=False)}


_OPERAND: dict[str | None, Callable[[bytes], Any]] = {
    "number": _number,
    "string": _string,
    "name": _name,
    "hex": _hex,
}
