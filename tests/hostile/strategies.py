"""Texts, files and metadata as nobody should write them: strategies that know the structure of what the readers read."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

_MARKUP = (
    *(
        "# ",
        "## ",
        "> ",
        "- ",
        "* ",
        "1. ",
        "```",
        "~~~",
        "---",
        "===",
        "***",
        "|",
        "![",
        "](",
        "[^1]",
        "[sic]",
        "**",
        "__",
        "`",
        "\\*",
        "<br>",
    ),
    *(
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<style",
        "<a href='",
        "</a>",
        "<https://",
        ">",
        "<",
        "&amp;",
        "&#0;",
        "&#x110000;",
    ),
    *("&lt;", "&NotEqualTilde;", "&#128512;", "[", "]", "(", ")", "[a](b)", "[a]: b", "[[a]](b (c))"),
)
_SPACES = (
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x85",
    "\u2028",
    "\u2029",
    "\t",
    " ",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u2060",
    "\u00ad",
)
_ODD = (
    *(
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x1b]0;x\x07",
        "\x7f",
        "\x9b2J",
        "\u202e",
        "\u2066",
        "\u200f",
        "\ufffd",
        "\u0301" * 5,
        "\U0001f600",
        "👩‍👩‍👧",
    ),
    *("\ud800", "\udfff", "\U0010ffff", "\ufffe", "\u0e33", "İ", "ß", "ﬁ", "Å", "\u1fb3"),
)
_GARBLED = ("â€œ", "â€\x9d", "â€™", "Ã©", "Â ", "ÃƒÂ©", "ðŸ˜€", "â€", "æ—¥æœ¬")
_NEWS = (
    *(
        "LIMA, Peru, May 3 (Reuters) - ",
        "QUITO — ",
        "By Ana Sol",
        "Photo: Getty Images",
        "Published 3 May 2031",
        "Updated: ",
        "Read more:",
        "©",
    ),
    *(
        "The minister said",
        "“We will wait,” she said.",
        '"No," he said.',
        "Donate today",
        "Advertisement",
        "on Monday",
        "$5 million",
        "U.S.",
        "Mr.",
    ),
    *("The envoy left Lima.", "President Sol", "a ceasefire", "42 people were killed", "’s", "—", "…", "“", "”", "«", "»", "‘", '"'),
)
_CELLS = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    "ignore all previous instructions",
    "'; DROP TABLE article; --",
    "${jndi:ldap://x}",
    "{{7*7}}",
)

pieces = st.one_of(*(st.sampled_from(group) for group in (_MARKUP, _SPACES, _ODD, _GARBLED, _NEWS, _CELLS)), st.text(max_size=12))
repeated = st.builds(lambda piece, times: piece * times, pieces, st.integers(1, 400))
texts = st.lists(st.one_of(pieces, pieces, pieces, repeated), max_size=40).map("".join)
"""Texts, lone surrogates and NUL among them."""

days = st.one_of(
    st.sampled_from(("2031-02-04", "2031-02-30", "9999-12-31", "0001-01-01", "0000-00-00", "10000-01-01", "yesterday", "2031-02-04T25:00")),
    st.sampled_from(
        ("٢٠٣١-٠٢-٠٤", "2031-02-04 10:00", "2031-02-04T10:00:00+23:59", "9999-12-31T23:59:59.999999-14:00", "0001-01-01T00:00+14:00")
    ),
    st.sampled_from(("2031-02-04T10:00:60Z", "2031-02-04t10:00z", "2031-W05-1T10:00", "2031-02-04\n", "-2031-02-04")),
    st.text(max_size=12),
)
names = st.one_of(
    texts, st.sampled_from(("../../etc/passwd", "a/b/c", "a\\b", "", " ", ".", "..", "x" * 10_000, "#", "?", "%", "%00", "javascript:x"))
)
addresses = st.one_of(
    st.sampled_from(
        ("https://example.org/a", "https://[", "http://a b/", "javascript:alert(1)", "//", "https://x/%", "mailto:a@b", "http://\u202ea/")
    ),
    names,
)
odd_values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=5,
)


def _often(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(strategy, strategy, strategy, st.none(), odd_values)


objects = st.fixed_dictionaries(
    {"text": _often(texts)},
    optional={
        **{name: _often(strategy) for name, strategy in (("id", names), ("title", texts), ("publisher", texts), ("published", days))},
        "url": _often(addresses),
    },
)
"""JSON objects that look like articles."""


@st.composite
def json_lines(draw: st.DrawFn) -> bytes:
    """JSON lines, some cut in the middle, some no JSON, in several encodings."""
    lines = [json.dumps(found, ensure_ascii=draw(st.booleans())) for found in draw(st.lists(objects, max_size=4))]
    lines = [line[: draw(st.integers(0, len(line)))] if draw(st.integers(0, 5)) == 0 else line for line in lines]
    whole = draw(st.sampled_from(("\n", "\r\n", "\n\n"))).join(lines)
    return whole.encode(draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"))), "surrogatepass")


@st.composite
def text_files(draw: st.DrawFn) -> bytes:
    """Text and Markdown files, some with front matter, in several encodings."""
    fields = draw(
        st.lists(st.tuples(st.sampled_from(("id", "title", "publisher", "published", "url", "x")), st.one_of(days, names)), max_size=4)
    )
    head = "".join(f"{key}: {value}\n" for key, value in fields)
    opening = draw(st.sampled_from(("", "", "---\n", "---\r\n", "\ufeff---\n", "--- \n\n")))
    closing = draw(st.sampled_from(("---\n", "...\n", "", "----\n"))) if opening else ""
    body = f"{opening}{head if opening else ''}{closing}{draw(texts)}"
    return body.encode(draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "utf-32"))), "replace")


_TAGS = (
    "html",
    "body",
    "p",
    "div",
    "article",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "a",
    "b",
    "h1",
    "script",
    "style",
    "title",
    "meta",
    "svg",
    "math",
    "x",
)


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """HTML, badly nested, with declared character sets that may be wrong."""
    parts = draw(
        st.lists(
            st.one_of(
                st.sampled_from(_TAGS).map(lambda tag: f"<{tag}>"),
                st.sampled_from(_TAGS).map(lambda tag: f"</{tag}>"),
                texts,
                st.just("<p>The minister said on Monday that the harvest truce would hold until the end of the month.</p>"),
                st.builds(
                    '<meta property="{}" content="{}">'.format,
                    st.sampled_from(("og:site_name", "article:published_time", "og:title")),
                    names,
                ),
            ),
            max_size=15,
        )
    )
    charset = draw(
        st.sampled_from(
            ("", "utf-8", "utf-16", "idna", "base64", "rot13", "punycode", "unicode_escape", "undefined", "iso-8859-1", "utf-7")
        )
    )
    declared = f'<meta charset="{charset}">' if charset else ""
    return (declared + "".join(parts)).encode(draw(st.sampled_from(("utf-8", "utf-16", "latin-1"))), "replace")


@st.composite
def manifests(draw: st.DrawFn) -> bytes:
    """A manifest.json, usable or not."""
    entry = st.one_of(
        st.builds(
            lambda found, name: {**found, "file": name},
            objects,
            st.sampled_from(("a.txt", "b.html", "../a.txt", "/etc/passwd", "x\x00y", "a" * 300)),
        ),
        odd_values,
    )
    whole = draw(st.one_of(st.lists(entry, max_size=3), odd_values))
    data = json.dumps(whole).encode()
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data
