"""Mapped text: edits, slices and joins keep the way back."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.documents.mapped import Edit, Mapped, join, whole


def pieces(mapped: Mapped, source: str) -> list[str]:
    return [source[start:end] for start, end in zip(mapped.starts, mapped.ends, strict=True)]


def test_whole_maps_each_code_point_to_itself() -> None:
    assert pieces(whole("a😀b"), "a😀b") == ["a", "😀", "b"]
    assert pieces(whole("abc", 1), "abc") == ["b", "c"]


def test_edit_maps_what_is_put_in_to_what_it_replaces() -> None:
    edited = whole("abcdef").edit([Edit(1, 3, "XYZ"), Edit(4, 5, "")])
    assert edited.text == "aXYZdf"
    assert pieces(edited, "abcdef") == ["a", "bc", "bc", "bc", "d", "f"]


def test_edits_of_edits_map_to_the_source() -> None:
    edited = whole("abcdef").edit([Edit(1, 3, "X")]).edit([Edit(0, 2, "Y")])
    assert (edited.text, pieces(edited, "abcdef")) == ("Ydef", ["abc", "d", "e", "f"])


def test_edit_without_edits_is_the_same() -> None:
    mapped = whole("abc")
    assert mapped.edit([]) is mapped


def test_sub_takes_text_or_function() -> None:
    assert whole("a1b22").sub(re.compile(r"\d+"), "#").text == "a#b#"
    assert whole("a1b22").sub(re.compile(r"\d+"), lambda match: match.group() * 2).text == "a11b2222"


def test_strip_and_slice() -> None:
    assert pieces(whole("  ab ").strip(), "  ab ") == ["a", "b"]
    assert whole("   ").strip().text == ""
    assert whole("abc").slice(1, 2).text == "b"


def test_join_maps_the_separator_to_what_lies_between() -> None:
    source = "one--two"
    joined = join([whole(source).slice(0, 3), whole(source).slice(5, 8)], "\n\n")
    assert joined.text == "one\n\ntwo"
    assert pieces(joined, source)[3:5] == ["--", "--"]


@given(st.text(max_size=50), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5), st.text(max_size=3)), max_size=5))
def test_edit_keeps_spans_inside_the_source(source: str, wanted: list[tuple[int, int, str]]) -> None:
    edits, done = [], 0
    for start, length, text in sorted(wanted):
        if start >= done and length and start + length <= len(source):
            edits.append(Edit(start, start + length, text))
            done = start + length
    edited = whole(source).edit(edits)
    assert len(edited.text) == len(edited.starts) == len(edited.ends)
    assert all(0 <= start < end <= len(source) for start, end in zip(edited.starts, edited.ends, strict=True))
    assert list(edited.starts) == sorted(edited.starts)
