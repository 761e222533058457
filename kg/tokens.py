"""SPARQL text to tokens, by the terminals of SPARQL 1.1 (section 19.8).

Every character belongs to a token, to white space or to a comment; text that does not is refused. So nothing can hide
where this module sees a string or a comment and the engine sees code. One place is left where both could differ: the engine
reads `<` as "less than" inside an expression, and what would be the `#` of an IRI as a comment. A relative IRI with a `#` that
follows a parenthesis is therefore refused.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from kg.errors import InputError

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INNER = _LETTER + "_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?#@%-]"
_UNICODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_CHARACTER = rf"\\[tbnrf\\\"']|{_UNICODE}"


class Kind(StrEnum):
    """What a token is."""

    SPACE = "space"
    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    VARIABLE = "variable"
    LANGUAGE = "language"
    NAME = "name"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


_TERMINALS = {
    Kind.SPACE: r"[ \t\r\n]+",
    Kind.COMMENT: r"\#[^\r\n]*",
    Kind.IRI: rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|{_UNICODE})*>",
    Kind.STRING: (
        rf'"""(?:[^"\\]++|"(?!"")|{_CHARACTER})*+"""'
        rf"|'''(?:[^'\\]++|'(?!'')|{_CHARACTER})*+'''"
        rf'|"(?:[^"\\\n\r]++|{_CHARACTER})*+"'
        rf"|'(?:[^'\\\n\r]++|{_CHARACTER})*+'"
    ),
    Kind.VARIABLE: rf"[?$](?:[{_LETTER}_0-9][{_LETTER}_0-9\u00b7\u0300-\u036f\u203f-\u2040]*)",
    Kind.LANGUAGE: r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?",
    Kind.NAME: (
        rf"(?:_:[{_LETTER}_0-9](?:[{_INNER}.]*[{_INNER}])?)"
        rf"|(?:[{_LETTER}](?:[{_INNER}.]*[{_INNER}])?)?:"
        rf"(?:(?:[{_LETTER}_0-9:]|{_ESCAPE})(?:(?:[{_INNER}:]|{_ESCAPE}|\.+(?=[{_INNER}:%\\]))*))?"
    ),
    Kind.NUMBER: r"[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+(?:\.?[eE][+-]?[0-9]+)?",
    Kind.WORD: r"[A-Za-z_][A-Za-z_0-9]*",
    Kind.MARK: r"\{\||\|\}|<<\(|\)>>|<<|>>|\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!+*/|^?~-]",
}
_SCANNER = re.compile("|".join(f"(?P<{kind.value}>{pattern})" for kind, pattern in _TERMINALS.items()))
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_KINDS = {kind.value: kind for kind in Kind}
_SILENT = frozenset({Kind.SPACE, Kind.COMMENT})


class Token(NamedTuple):
    """One token: `text` is `source[start:end]`."""

    kind: Kind
    text: str
    start: int
    end: int

    def says(self, *keywords: str) -> bool:
        """Whether it is one of these keywords or marks, given in capitals."""
        return self.kind in (Kind.WORD, Kind.MARK) and self.text.upper() in keywords


def tokens(source: str) -> list[Token]:
    """The tokens of a query or update, without white space and comments.

    Raises:
        InputError: a character belongs to no token, or an IRI could be an expression; the message says where.
    """
    found: list[Token] = []
    at = 0
    expressions = False
    while at < len(source):
        match = _SCANNER.match(source, at)
        if match is None:
            raise InputError(f"the text cannot be read at {_place(source, at)}")
        kind, text = _KINDS[match.lastgroup or ""], match.group()
        if kind is Kind.IRI and expressions and "#" in text and not _ABSOLUTE.match(text):
            raise InputError(f"write this IRI in full, or with a prefix: {_place(source, at)}")
        expressions = expressions or "(" in text
        if kind not in _SILENT:
            found.append(Token(kind, text, at, match.end()))
        at = match.end()
    return found


def _place(source: str, at: int) -> str:
    return f"line {source.count(chr(10), 0, at) + 1}: {source[at : at + 30]!r}"
