"""How many articles state a fact, and how many of them independently."""

from __future__ import annotations

import time

import pytest

from kg.query import Quote
from kg.query.support import agency, support

RULING = "The high court of Norland ruled on Friday that the ferry line must pay the families of the crew."
EDITED = "The high court of Norland ruled Friday that the ferry line must pay the families of the crew."
OWN = "Judges in the capital ordered the shipping company to compensate relatives, three lawyers told this newspaper."
OTHER = "A ferry operator has to pay damages after the accident of last spring, the supreme court said."


def quote(article: str, sentence: str, outlet: str = "", *said_by: str) -> Quote:
    return Quote(sentence, sentence, outlet or None, f"{article}.txt", None, None, said_by, "rule", 0.9, 0, len(sentence), article)


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        ([], (0, 0)),
        ([quote("a", RULING)], (1, 1)),
        ([quote("a", RULING), quote("a", OWN)], (1, 1)),
        ([quote("a", RULING), quote("b", OWN)], (2, 2)),
        ([quote("a", RULING), quote("b", RULING)], (2, 1)),
        ([quote("a", RULING), quote("b", EDITED), quote("c", OWN)], (3, 2)),
        ([quote("a", RULING), quote("b", RULING.upper() + "!")], (2, 1)),
        ([quote("a", OWN, "Reuters"), quote("b", RULING, "The Post", "Reuters")], (2, 1)),
        ([quote("a", OWN, "The Mail", "Agence France-Presse"), quote("b", RULING, "The Post", "AFP"), quote("c", OTHER)], (3, 2)),
        ([quote("a", OWN, "The Post"), quote("b", RULING, "The Post")], (2, 2)),
        ([quote("a", OWN, "The Mail", "Ana Berg"), quote("b", RULING, "The Post", "Ana Berg")], (2, 2)),
        ([quote("a", "Yes."), quote("b", "Yes."), quote("c", "No.")], (3, 2)),
    ],
)
def test_copies_count_once(quotes: list[Quote], expected: tuple[int, int]) -> None:
    assert support(quotes) == expected
    assert support(quotes[::-1]) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Reuters", "reuters"),
        ("The Associated Press", "ap"),
        ("Deutsche Presse-Agentur", "dpa"),
        ("www.reuters.com", "reuters"),
        ("apnews.com", "ap"),
        ("Coast Herald", None),
    ],
)
def test_agencies_are_known_by_their_names(name: str, expected: str | None) -> None:
    assert agency(name) == expected


def test_the_time_grows_with_the_passages_and_not_with_their_pairs() -> None:
    def seconds(number: int) -> float:
        quotes = [quote(str(n), f"{RULING} It was case {n} of {number} heard by {n * 31 % 997} judges.") for n in range(number)]
        begun = time.process_time()
        support(quotes)
        return time.process_time() - begun

    assert seconds(4000) < 30 * max(seconds(400), 0.01)
