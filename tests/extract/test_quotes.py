from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

from kg.extract.quotes import find_quotes, paragraphs

if TYPE_CHECKING:
    from spacy.language import Language

PAIRED = [
    ('"We will vote," the mayor said.', ["We will vote,"]),
    ("“We will vote,” the mayor said. “All of us.”", ["We will vote,", "All of us."]),
    ("«We will vote on Sunday», said the mayor.", ["We will vote on Sunday"]),
    ("‘We will vote on Sunday,’ said the mayor.", ["We will vote on Sunday,"]),
    ("'We will vote on Sunday,' said the mayor.", ["We will vote on Sunday,"]),
    ("The farmers' union and the teachers' union met.", []),
    ("“He told me 'go home' twice,” Okafor said.", ["He told me 'go home' twice,"]),
    ("“He told me ‘go home’ twice,” Okafor said.", ["He told me ‘go home’ twice,"]),
    ("No marks here.", []),
    ('""', []),
    ('"', []),
]


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.mark.parametrize(("text", "expected"), PAIRED)
def test_find_quotes_pairs_marks(blank: Language, text: str, expected: list[str]) -> None:
    doc = blank(text)
    assert [doc[quote.start : quote.end].text for quote in find_quotes(doc)] == expected


UNBALANCED = [
    ('"We will vote on Sunday as planned.\n\nThe hall was full.', ["We will vote on Sunday as planned."]),
    ('The delay would "end in the near future," Ibarra told a crowd.', ["end in the near future,"]),
    ('There was no doubt. The delay would end in the near future," Ibarra told a crowd.', ["The delay would end in the near future,"]),
    ('"We will vote on Sunday. "Nobody will stop us," Ibarra said.', ["We will vote on Sunday.", "Nobody will stop us,"]),
]


@pytest.mark.parametrize(("text", "expected"), UNBALANCED)
def test_find_quotes_repairs_inside_the_paragraph(blank: Language, text: str, expected: list[str]) -> None:
    doc = blank(text)
    assert [doc[quote.start : quote.end].text for quote in find_quotes(doc)] == expected


def test_find_quotes_whole_tells_repaired_from_complete(blank: Language) -> None:
    quotes = find_quotes(blank('"We will vote.\n\nIbarra spoke of "a long and hard road" to peace.'))
    assert [quote.whole for quote in quotes] == [False, True]


def test_find_quotes_continues_over_paragraphs(blank: Language) -> None:
    quotes = find_quotes(
        blank("“The talks begin today.\n\n“They will end tomorrow.\n\n“Nobody else is invited,” Ibarra said.\n\n“A new day.”")
    )
    assert [quote.continues for quote in quotes] == [None, 0, 1, None]
    assert [quote.paragraph for quote in quotes] == [0, 1, 2, 3]


def test_find_quotes_closed_paragraph_is_not_continued(blank: Language) -> None:
    quotes = find_quotes(blank("“The talks begin today.”\n\n“They will end tomorrow.”"))
    assert [quote.continues for quote in quotes] == [None, None]


def test_paragraphs_leave_white_space_out(blank: Language) -> None:
    doc = blank("One two.\n\nThree.\n\n\nFour.")
    assert [doc[start:end].text for start, end in paragraphs(doc)] == ["One two.", "Three.", "Four."]


SPEECH = [
    ('The minister called the offer "shameful" on Monday.', True),
    ('The minister refused the offer, saying there are "nuances" to discuss.', True),
    ('"Never," the minister said.', True),
    ('The minister asked: "Why?"', True),
    ('She sang the song "Distant Harbour" at the rally.', False),
    ('The so-called "green corridor" stretches for ten miles.', False),
    ('The operation, dubbed "Winter Shield", began on Monday.', False),
    ('Those who made another documentary, "Distant Harbour," told the paper why.', False),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "speech"), SPEECH)
def test_find_quotes_tells_speech_from_terms(nlp: Language, text: str, speech: bool) -> None:
    (quote,) = find_quotes(nlp(text))
    assert quote.speech is speech


@pytest.mark.model
def test_find_quotes_ends_an_open_quote_before_its_credit(nlp: Language) -> None:
    doc = nlp('"We will never leave this city, the mayor said on Tuesday.')
    (quote,) = find_quotes(doc)
    assert doc[quote.start : quote.end].text == "We will never leave this city,"
    assert not quote.whole
