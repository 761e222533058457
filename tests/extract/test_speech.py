from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.model import Link, Reference, References, Thing
from kg.extract.quotes import find_quotes
from kg.extract.speech import attribute, with_speakers
from kg.extract.speech_rules import is_statement
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.extract.model import Attribution

NAMES = (
    "Ana Ibarra",
    "Ibarra",
    "Okafor",
    "Lindqvist",
    "reporters",
    "The ministry",
    "Tanaka",
    "Reuters",
    "they",
    "He",
    "he",
    "She",
    "she",
    "who",
    "Telegram",
)

pytestmark = pytest.mark.model


def refer(doc: Doc) -> References:
    """References to every occurrence of the names; a short name means the long one, a pronoun itself."""
    numbers = {name: number for number, name in enumerate(NAMES)} | {"Ibarra": 0}
    spans: list[Reference] = []
    for size in (2, 1):
        for start in range(len(doc) - size + 1):
            text = doc[start : start + size].text
            if text in numbers and not any(span.start <= start < span.end for span in spans):
                spans.append(Reference(start, start + size, start + size - 1, numbers[text], Link.NAME, 1.0))
    things = tuple(Thing(i, Kind.PERSON, name, (name,), None, None, local=False) for i, name in enumerate(NAMES))
    return References(things, tuple(sorted(spans, key=lambda s: s.start)), {i: span for span in spans for i in range(span.start, span.end)})


def attributions(nlp: Language, text: str) -> tuple[Doc, tuple[Attribution, ...]]:
    doc = nlp(text)
    return doc, attribute(doc, find_quotes(doc), refer(doc))


def said(nlp: Language, text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    """Who says what, statements only."""
    doc, found = attributions(nlp, text)
    return [
        (NAMES[a.speaker] if a.speaker is not None else None, tuple(doc[start:end].text for start, end in a.contents))
        for a in found
        if is_statement(a)
    ]


DIRECT = [
    ('"We will vote on Sunday," Okafor said.', [("Okafor", ("We will vote on Sunday",))]),
    ('"We will vote on Sunday," said Okafor, the mayor.', [("Okafor", ("We will vote on Sunday",))]),
    ('"We will vote on Sunday," said Foreign Minister Ana Ibarra.', [("Ana Ibarra", ("We will vote on Sunday",))]),
    ('"Will they vote on Sunday?" he asked.', [("he", ("Will they vote on Sunday?",))]),
    ('Okafor smiled: "We will vote on Sunday."', [("Okafor", ("We will vote on Sunday",))]),
    ("“Tanaka, he said, “wants to vote.””", [("he", ("Tanaka", "wants to vote"))]),
    ('Okafor said it was late, further saying, "We will vote."', [("Okafor", ("it was late",)), ("Okafor", ("We will vote",))]),
    ('Okafor said: "We will vote on Sunday."', [("Okafor", ("We will vote on Sunday",))]),
    ('Okafor said, "We will vote on Sunday."', [("Okafor", ("We will vote on Sunday",))]),
    ('Okafor, who chairs the council, told reporters: "We will vote."', [("Okafor", ("We will vote",))]),
    ('"We will vote," Okafor said, "on Sunday morning."', [("Okafor", ("We will vote", "on Sunday morning"))]),
    ('"We will vote," Okafor said. "Nobody will stop us."', [("Okafor", ("We will vote", "Nobody will stop us"))]),
    ("“We will vote.\n\n“Nobody will stop us,” Okafor said.", [("Okafor", ("We will vote",)), ("Okafor", ("Nobody will stop us",))]),
    (
        'Okafor welcomed the ruling, adding: "We will vote on Sunday."',
        [("Okafor", ("We will vote on Sunday",))],
    ),
    ('Ana Ibarra: "We will vote on Sunday."', [("Ana Ibarra", ("We will vote on Sunday",))]),
    (
        '"We will vote," Okafor said on the show "Harbour View" on Monday. "Nobody will stop us."',
        [("Okafor", ("We will vote", "Nobody will stop us"))],
    ),
    ('"We will vote," Okafor said. "... Nobody will stop us."', [("Okafor", ("We will vote", "... Nobody will stop us"))]),
    ('"We will vote," said retired judge Okafor, asked about the ruling.', [("Okafor", ("We will vote",))]),
    ('"We will vote," according to a letter written by Okafor.', [("Okafor", ("We will vote",))]),
    ('The vote is near - More from Okafor: "We will vote on Sunday."', [("Okafor", ("We will vote on Sunday",))]),
    ('As Okafor, a judge of the high court, put it: "We will vote on Sunday."', [("Okafor", ("We will vote on Sunday",))]),
    ('When Okafor used the words "we will vote on Sunday," he was echoing Lindqvist.', []),
    ('Okafor issued a statement: "We will vote on Sunday."', [("Okafor", ("We will vote on Sunday",))]),
    ('Lindqvist sent a letter by Okafor: "We will vote on Sunday."', [("Okafor", ("We will vote on Sunday",))]),
    ('The harbour has a dog: "We will vote on Sunday."', []),
    ('The hall was full. "We will vote on Sunday." Nobody left before midnight.', []),
    (
        'The bridge will open in May, "in sunshine or in rain," Okafor said.',
        [("Okafor", ('The bridge will open in May, "in sunshine or in rain,"',))],
    ),
    (
        'Lindqvist said last week that if it rained, "the whole vote will be put off."',
        [("Lindqvist", ('if it rained, "the whole vote will be put off."',))],
    ),
    ('Okafor said that, "We will vote on Sunday."', [("Okafor", ("We will vote on Sunday",))]),
    ('Okafor is said to have made the film, "Under the Harbour," to embarrass Lindqvist.', []),
    ('"Will you vote on Sunday?" Okafor was asked.', []),
    (
        'Tanaka asked Lindqvist to explain "how it will count the votes."',
        [("Tanaka", ('Lindqvist to explain "how it will count the votes."',))],
    ),
    ('"We will vote on Sunday," Okafor said, and Lindqvist cut in. "Nobody will."', [("Okafor", ("We will vote on Sunday",))]),
    (
        '"We will vote on Sunday," said Okafor, who lives in Ambo, Ark. "Nobody will stop us."',
        [("Okafor", ("We will vote on Sunday", "Nobody will stop us"))],
    ),
    (
        'Okafor said that the vote would go ahead.\n\n"Nobody will stop us on Sunday."\n\nThe rain had stopped.',
        [("Okafor", ("the vote would go ahead",)), ("Okafor", ("Nobody will stop us on Sunday",))],
    ),
    (
        '"We will vote on Sunday," Okafor said. The rain had stopped. The band played "Distant Harbour" again.',
        [("Okafor", ("We will vote on Sunday",))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT)
def test_attribute_direct(nlp: Language, text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert said(nlp, text) == expected


INDIRECT = [
    ("Okafor said that the vote would go ahead.", [("Okafor", ("the vote would go ahead",))]),
    ("Okafor said the vote would go ahead on Sunday.", [("Okafor", ("the vote would go ahead on Sunday",))]),
    ("The vote would go ahead on Sunday, Okafor said.", [("Okafor", ("The vote would go ahead on Sunday",))]),
    ("Okafor told reporters that the vote would go ahead.", [("Okafor", ("the vote would go ahead",))]),
    ("Okafor warned that the bridge might collapse.", [("Okafor", ("the bridge might collapse",))]),
    ("According to Okafor, the bridge collapsed on Monday.", [("Okafor", ("the bridge collapsed on Monday",))]),
    ("In the words of Okafor, the bridge was a ruin.", [("Okafor", ("the bridge was a ruin",))]),
    ("The bridge collapsed on Monday, according to Okafor.", [("Okafor", ("The bridge collapsed on Monday",))]),
    ('Okafor said the vote was a "farce" and would be repeated.', [("Okafor", ('the vote was a "farce" and would be repeated',))]),
    ('Okafor called the vote a "farce".', [("Okafor", ('the vote a "farce"',))]),
    ("Okafor's claim that the vote was rigged was rejected.", [("Okafor", ("the vote was rigged",))]),
    ("The bridge, Okafor said, collapsed on Monday.", [("Okafor", ("The bridge", "collapsed on Monday"))]),
    (
        "Okafor said the vote would go ahead, adding that nobody could stop it.",
        [("Okafor", ("the vote would go ahead",)), ("Okafor", ("nobody could stop it",))],
    ),
    (
        "Okafor and Lindqvist said the vote would go ahead.",
        [("Okafor", ("the vote would go ahead",)), ("Lindqvist", ("the vote would go ahead",))],
    ),
    ("Okafor issued a statement saying the vote would go ahead.", [("Okafor", ("the vote would go ahead",))]),
    ("Okafor's statement said the vote would go ahead.", [("Okafor", ("the vote would go ahead",))]),
    (
        "Okafor said he agreed with the vote, but that questions remained about it.",
        [("Okafor", ("he agreed with the vote, but that questions remained about it",))],
    ),
    (
        'Lindqvist "never says no directly", Okafor said on Monday, but "in practice, he is preparing for it".',
        [("Okafor", ('Lindqvist "never says no directly"', "in practice, he is preparing for it"))],
    ),
    (
        'Okafor said he was sorry: "We should have voted on Sunday."',
        [("Okafor", ("he was sorry",)), ("Okafor", ("We should have voted on Sunday",))],
    ),
    ("The rain had stopped; Okafor promised changes every week.", []),
    (
        'Okafor, a senior fellow at the Harbour Institute, called the vote "a farce that shames the city".',
        [("Okafor", ('the vote "a farce that shames the city"',))],
    ),
    ("Reuters cited Ana Ibarra, a former judge, as saying the vote was rigged.", [("Ana Ibarra", ("the vote was rigged",))]),
    ("While many voters stayed home, Okafor announced a second vote.", [("Okafor", ("a second vote",))]),
    ("Okafor announced the measure at a briefing.", []),
    ("The strategy of Okafor said the vote was rigged.", []),
    (
        'The bridge would open in May and "a lot of people will come," Ana Ibarra, a judge, told Reuters on Monday.',
        [("Ana Ibarra", ('The bridge would open in May and "a lot of people will come,"',))],
    ),
    (
        "Lindqvist cannot say that “from his side,” Okafor added, saying it should be “up to the court to go on.”",
        [("Okafor", ("Lindqvist cannot say that “from his side,”",)), ("Okafor", ("it should be “up to the court to go on.”",))],
    ),
    (
        "Okafor left, telling Reuters that the bridge was a ruin and questioning how it was built.",
        [("Okafor", ("the bridge was a ruin",)), ("Okafor", ("how it was built",))],
    ),
    ('Okafor said in a statement that the vote was a "farce" and was over.', [("Okafor", ('the vote was a "farce" and was over',))]),
    ('Okafor asked Lindqvist to praise "the good people".', [("Okafor", ('Lindqvist to praise "the good people"',))]),
    ("Okafor announced the end of the vote.", [("Okafor", ("the end of the vote",))]),
    ('Okafor warned that Lindqvist would answer "with all means".', [("Okafor", ('Lindqvist would answer "with all means"',))]),
    ("Okafor left the town before indicating whether it would vote.", []),
    ("Okafor will tell the court that the vote was rigged.", []),
    ("Okafor told Reuters that the vote might fail and has no future.", [("Okafor", ("the vote might fail and has no future",))]),
    ("Okafor wrote to Lindqvist on Monday, calling the vote a farce.", [("Okafor", ("the vote a farce",))]),
    ("As Reuters reported, the bridge collapsed on Monday.", [("Reuters", ("the bridge collapsed on Monday",))]),
    ("The bridge, as Reuters reported, collapsed on Monday.", [("Reuters", ("The bridge", "collapsed on Monday"))]),
    ("The bridge was a ruin, as Okafor put it.", [("Okafor", ("The bridge was a ruin",))]),
    ("As Okafor reported the theft, the bridge collapsed.", []),
    ("As Okafor shouted, the bridge collapsed.", []),
    ("The bridge collapsed as Okafor spoke.", []),
    ("Okafor went on to say that the vote would go ahead.", [("Okafor", ("the vote would go ahead",))]),
    ("Okafor continued to insist that the vote would go ahead.", [("Okafor", ("the vote would go ahead",))]),
    ("Okafor asked Lindqvist during the debate if he would vote.", [("Okafor", ("if he would vote",))]),
    ('Okafor said it was a "farce," which the law does not allow.', [("Okafor", ('it was a "farce,"',))]),
    (
        'Okafor said it was a "farce," and that the vote would go ahead.',
        [("Okafor", ('it was a "farce," and that the vote would go ahead',))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), INDIRECT)
def test_attribute_indirect(nlp: Language, text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert said(nlp, text) == expected


NO_STATEMENT = [
    ("Okafor believes that the vote will go ahead.", "speech.belief"),
    ("Okafor hopes that the vote will go ahead.", "speech.belief"),
    ("Okafor plans to visit the town.", "speech.plan"),
    ("Okafor did not say that the vote would go ahead.", "speech.unsaid"),
    ("Okafor might say that the vote was rigged.", "speech.unsaid"),
    ("Okafor denied that the vote was rigged.", "speech.unsaid"),
    ("Okafor praised the firefighters.", "speech.act"),
    ("The poll by Okafor showed Lindqvist ahead.", "speech.act"),
    ("Okafor urged Lindqvist to resign.", "speech.act"),
]


@pytest.mark.parametrize(("text", "rule"), NO_STATEMENT)
def test_attribute_names_what_is_no_statement(nlp: Language, text: str, rule: str) -> None:
    _, (found,) = attributions(nlp, text)
    assert found.rule == rule
    assert NAMES[found.speaker or 0] == "Okafor"
    assert not is_statement(found)


SOURCES = [
    ('"Let him go," said Ibarra, urging those calling for a vote to "give him time."', ["Ibarra", "those", "Ibarra"]),
    ("The mayor was on the show. “Morning Harbour,” calling it a “no-brainer” to vote under the law.", [None]),
    ("WARSAW — Ana Ibarra on Friday said the vote was rigged.", ["Ana Ibarra"]),
    ("The popularity of Okafor shows that the vote was rigged.", []),
    ("The poll of Okafor shows that the vote was rigged.", ["The poll of Okafor"]),
    ('"Let him go," Okafor wrote. His forecasters showed that he will not.', ["Okafor", "His forecasters"]),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES)
def test_attribute_takes_only_who_can_speak_for_a_source(nlp: Language, text: str, expected: list[str | None]) -> None:
    doc, found = attributions(nlp, text)
    assert [None if a.source is None else doc[slice(*a.source)].text for a in found] == expected


RETOLD = [
    ('Okafor said that Lindqvist fears "a long and empty vote".', ["Okafor"]),
    ('Okafor said that Tanaka is planning to write about "the values of the island".', ["Okafor"]),
    ('Okafor said that Lindqvist called the vote "a long and empty farce".', ["Okafor", "Lindqvist"]),
    ('Okafor asked Lindqvist to reject "the long and empty vote".', ["Okafor"]),
]


@pytest.mark.parametrize(("text", "expected"), RETOLD)
def test_attribute_gives_quotes_in_retold_thoughts_to_the_teller(nlp: Language, text: str, expected: list[str]) -> None:
    _, found = attributions(nlp, text)
    assert sorted(NAMES[a.speaker] for a in found if a.speaker is not None and a.quotes) == sorted(expected)


ADDRESSED = [
    ("Okafor told reporters that the vote would go ahead.", ["reporters"]),
    ('"We will vote," Okafor told Lindqvist.', ["Lindqvist"]),
    ("Okafor said to Lindqvist that the vote would go ahead.", ["Lindqvist"]),
    ('"Will you vote?" Okafor asked Lindqvist.', ["Lindqvist"]),
    ("Okafor said the vote would go ahead.", []),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSED)
def test_attribute_finds_addressees(nlp: Language, text: str, expected: list[str]) -> None:
    _, (found,) = attributions(nlp, text)
    assert [NAMES[referent] for referent in found.addressees] == expected


OCCASIONS = [
    ("Okafor said at a press conference in Lagos that the vote would go ahead.", "at a press conference in Lagos"),
    ("In a statement, Okafor said the vote would go ahead.", "In a statement"),
    ('"We will vote," Okafor wrote on Telegram.', "on Telegram"),
    ('"We will vote," Okafor told reporters in a phone call.', "in a phone call"),
    ("Okafor said on Monday the vote would go ahead.", None),
]


@pytest.mark.parametrize(("text", "expected"), OCCASIONS)
def test_attribute_finds_the_occasion(nlp: Language, text: str, expected: str | None) -> None:
    doc, (found,) = attributions(nlp, text)
    occasion = None if found.occasion is None else doc[found.occasion[0] : found.occasion[1]].text
    assert occasion == expected


def test_attribute_continued_paragraph_is_less_certain(nlp: Language) -> None:
    _, found = attributions(nlp, "“We will vote,” Okafor said. “Nobody will stop us.\n\n“It is our right.”")
    assert [a.rule for a in found] == ["speech.direct.after", "speech.continued"]
    assert found[1].cue is None
    assert found[1].confidence < found[0].confidence


def test_attribute_quote_behind_a_report_is_its_speakers(nlp: Language) -> None:
    doc, found = attributions(
        nlp, 'Okafor criticised the new law on Monday. "It is a disgrace for our country." Parliament votes next week.'
    )
    assert [(a.rule, NAMES[a.speaker or 0], doc[slice(*a.contents[0])].text) for a in found] == [
        ("speech.act", "Okafor", "the new law on Monday"),
        ("speech.continued", "Okafor", "It is a disgrace for our country"),
    ]


def test_attribute_bare_paragraph_continues_a_credited_one(nlp: Language) -> None:
    text = '"We will vote," Okafor told reporters.\n\n"Nobody will stop us."\n\nThe hall was full.\n\n"It is late."'
    doc, found = attributions(nlp, text)
    assert [doc[slice(*a.contents[0])].text for a in found] == ["We will vote", "Nobody will stop us"]
    assert {NAMES[a.speaker or 0] for a in found} == {"Okafor"}


LAYOUT = [
    ("Ana Ibarra: Vote was lost before it began\n\nThe vote ended on Sunday.", "speech.headline", "Vote was lost before it began"),
    ("Okafor wrote:\n\nThe vote is a farce and I will go.\n\nThe rain had stopped.", "speech.block", "The vote is a farce and I will go"),
]


@pytest.mark.parametrize(("text", "rule", "content"), LAYOUT)
def test_attribute_reads_the_layout(nlp: Language, text: str, rule: str, content: str) -> None:
    doc, (found,) = attributions(nlp, text)
    assert (found.rule, [doc[start:end].text for start, end in found.contents]) == (rule, [content])


NO_LAYOUT = [
    "Ana Ibarra: Vote was lost before it began",
    "Harbour town: Vote was lost before it began\n\nThe vote ended on Sunday.",
    "The results were:\n\nThe mayor has two votes and the judge has nine.",
    "Okafor wrote:\n\n- two votes for the mayor\n\n- nine for the judge",
]


@pytest.mark.parametrize("text", NO_LAYOUT)
def test_attribute_reads_nothing_into_other_layout(nlp: Language, text: str) -> None:
    assert not attributions(nlp, text)[1]


def test_attribute_leaves_out_acts_that_others_tell(nlp: Language) -> None:
    _, found = attributions(nlp, "Okafor said that Lindqvist praised the firefighters.")
    assert [a.rule for a in found] == ["speech.clause"]
    _, found = attributions(nlp, "Okafor said that Lindqvist denied the attack.")
    assert [a.rule for a in found] == ["speech.clause", "speech.act"]


def test_attribute_direct_holds_its_quotes(nlp: Language) -> None:
    _, found = attributions(nlp, 'Okafor said the vote was a "farce". "We will vote again," Lindqvist said.')
    assert [a.quotes for a in found] == [(0,), (1,)]


def test_attribute_unknown_speaker_is_none(nlp: Language) -> None:
    _, (found,) = attributions(nlp, "The grocer said the bridge had collapsed.")
    assert found.speaker is None
    assert found.source == (0, 2)


def test_attribute_survives_hostile_marks(nlp: Language) -> None:
    for text in ('"', '""', "'", "said", "said:", '" said "', "according to", "“”“”", ""):
        attributions(nlp, text)


def test_with_speakers_takes_first_person_for_the_speaker(nlp: Language) -> None:
    doc = nlp('"I will vote and we will win," Okafor said. I agree.')
    quotes = find_quotes(doc)
    references = refer(doc)
    found = with_speakers(doc, quotes, references, attribute(doc, quotes, references))
    assert [(doc[s.start].text, NAMES[s.referent]) for s in found.spans if s.link is Link.PRONOUN] == [("I", "Okafor"), ("we", "Okafor")]
