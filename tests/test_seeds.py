"""The dispatches in `seeds/articles`: listed, distinct, described by sound gold facts, and enough to answer the sample questions."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from kg.answers import Answer
from kg.documents import Document, read
from kg.pipeline import build
from kg.questions import ask
from kg.settings import Settings
from kg.store import Store
from kg.validate import validate
from kg.verify import verify
from kg.wording import line

SEEDS = Path(__file__).parents[1] / "seeds"
ARTICLES = SEEDS / "articles"
MANIFEST = json.loads((ARTICLES / "manifest.json").read_text(encoding="utf-8"))
NAMES = [entry["file"] for entry in MANIFEST]
QUESTIONS = tomllib.loads((SEEDS.parent / "ontology" / "questions.toml").read_text(encoding="utf-8"))["question"]
QUIET = ("contradictions", "changes", "corrections")
"""Answers that these dispatches need not have: nobody in them turns, and none was corrected."""

FIELDS = {
    "persons": {"name", "mentions"},
    "organisations": {"name", "mentions"},
    "places": {"name", "mentions", "within"},
    "offices": {"person", "office", "body", "evidence"},
    "stances": {"actor", "polarity", "issue", "condition", "evidence"},
    "statements": {"speaker", "direct", "text", "addressee"},
    "events": {"type", "trigger", "actors", "targets", "place", "time", "time_iso", "modality"},
}
EXTRA = {
    "places": {"within_inferred", "metonym_for"},
    "offices": {"former", "body_inferred"},
    "events": {"type_alt"},
}
VERBATIM = {
    "persons": ("mentions",),
    "organisations": ("mentions",),
    "places": ("mentions",),
    "offices": ("evidence",),
    "stances": ("evidence", "condition"),
    "statements": ("text",),
    "events": ("trigger", "time"),
}
VALUES = {
    "polarity": {"supports", "opposes", "conditional", "undecided"},
    "modality": {"actual", "planned", "claimed", "hypothetical", "denied"},
}
QUOTED = re.compile(r'[“"][^”"]*[”"]')
WORD = re.compile(r"[a-z0-9]+")
RUN = 8


def gold_of(name: str) -> dict[str, list[dict[str, Any]]]:
    gold: dict[str, list[dict[str, Any]]] = json.loads((ARTICLES / name).with_suffix(".gold.json").read_text(encoding="utf-8"))
    return gold


def verbatim(gold: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """All strings of a gold that stand in the text word for word."""
    for layer, fields in VERBATIM.items():
        for fact in gold[layer]:
            for field in fields:
                value = fact[field]
                yield from value if isinstance(value, list) else [value] if value is not None else []


def runs(text: str) -> set[str]:
    """All runs of words between the quotations of a text."""
    found: set[str] = set()
    for stretch in QUOTED.split(text):
        words = WORD.findall(stretch.lower())
        found.update(" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return found


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {document.article.source_name: document for document in read([ARTICLES], lambda error: pytest.fail(str(error)))}


def test_articles_are_all_listed() -> None:
    stored = {path.name for path in ARTICLES.iterdir() if path.name != "manifest.json" and not path.name.endswith(".gold.json")}
    assert sorted(NAMES) == sorted(stored)
    assert len(NAMES) >= 12


def test_articles_read_with_their_metadata(documents: dict[str, Document]) -> None:
    assert set(documents) == set(NAMES)
    dated = {name: document.article for name, document in documents.items() if document.article.published}
    assert len(documents) - len(dated) == 1
    for article in dated.values():
        assert "2025-03-11" <= str(article.published)[:10] <= "2025-03-20"
        assert article.publisher
        assert article.title
        assert str(article.url).startswith("https://example.org/")


@pytest.mark.parametrize("name", NAMES)
def test_articles_are_of_the_length_of_dispatches(name: str, documents: dict[str, Document]) -> None:
    assert 150 <= len(documents[name].text.split()) <= 450


def test_articles_share_no_run_of_words(documents: dict[str, Document]) -> None:
    found = {name: runs(document.text) for name, document in documents.items()}
    shared = [(a, b, run) for a, b in combinations(sorted(found), 2) for run in sorted(found[a] & found[b])]
    assert shared == []


def test_cleaning_leaves_no_furniture(documents: dict[str, Document]) -> None:
    texts = "\n".join(document.text for document in documents.values())
    for trace in (
        "â€",
        "](",
        "**",
        "<p",
        "Subscribe today",
        "Please consider supporting",
        "All rights reserved",
        "Most read",
        "Ellingham",
        "Harbour Pictures",
    ):
        assert trace not in texts


@pytest.mark.parametrize("name", NAMES)
def test_gold_has_known_fields_and_values(name: str) -> None:
    gold = gold_of(name)
    assert set(gold) == set(FIELDS)
    for layer, facts in gold.items():
        for fact in facts:
            assert FIELDS[layer] <= set(fact) <= FIELDS[layer] | EXTRA.get(layer, set()) | {"optional"}, fact
            assert all(fact[field] in values for field, values in VALUES.items() if field in fact), fact


@pytest.mark.parametrize("name", NAMES)
def test_gold_stands_in_the_text(name: str, documents: dict[str, Document]) -> None:
    missing = [words for words in verbatim(gold_of(name)) if words not in documents[name].text]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_gold_gives_offices_to_its_persons_and_dates_to_its_times(name: str, documents: dict[str, Document]) -> None:
    gold = gold_of(name)
    assert {office["person"] for office in gold["offices"]} <= {person["name"] for person in gold["persons"]}
    dates = [event["time_iso"] for event in gold["events"] if event["time_iso"]]
    assert all(re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", day) for day in dates)
    assert documents[name].published or not dates


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(store=tmp_path_factory.mktemp("seeds"))
    report = build([ARTICLES], settings)
    assert (report.built, report.skipped) == (len(NAMES), [])
    return settings


def answer(settings: Settings, question: str) -> Answer:
    assert settings.store
    with Store(settings.store, read_only=True) as store:
        return ask(store, question)


def lines(found: Answer) -> list[str]:
    return [line(fact) for fact in found.facts]


@pytest.mark.model
def test_graph_is_sound(built: Settings) -> None:
    assert built.store
    checked, wrong = verify(built)
    assert checked > 500
    assert wrong == []
    with Store(built.store, read_only=True) as store:
        assert validate(store.lines()) == ()


@pytest.mark.model
@pytest.mark.parametrize("question", [entry["example"] for entry in QUESTIONS if entry["answer"] not in QUIET])
def test_sample_questions_have_answers(question: str, built: Settings) -> None:
    found = answer(built, question)
    assert not found.is_empty
    assert all(fact.evidence for fact in found.facts)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "facts"),
    [
        (
            "positions held by Ushakov",
            [
                r"Yuri Ushakov: aide, Kremlin",
                r"Yuri Ushakov: (foreign policy )?aide of Vladimir Putin",
                r"Yuri Ushakov: ambassador.*Russia \(former\)",
                r"Yuri Ushakov opposes (30-day|temporary) ceasefire",
            ],
        ),
        (
            "who stands where on the 30-day ceasefire",
            [
                r"Yuri Ushakov opposes 30-day ceasefire",
                r"Vladimir Putin is conditional on 30-day ceasefire \(.*lasting peace.*\)",
                r"Ukraine supports .*30-day ceasefire",
                r"United States supports .*30-day ceasefire",
                r"Marco Rubio supports .*30-day ceasefire",
            ],
        ),
        (
            "what happened in the Kursk region in the week of 10 March 2025",
            [r".*recaptures .*Sudzha.*2025-03-13", r"Vladimir Putin visits command post.*2025-03-12", r"Ukrain.* withdraws .*"],
        ),
        ("who was U.S. national security adviser on 12 March 2025", [r"Michael Waltz: national security adviser, United States"]),
        ("what did Putin say about verification", [r"Vladimir Putin: “How will issues of control and verification be handled\?.*"]),
    ],
)
def test_answers_hold_the_key_facts(question: str, facts: list[str], built: Settings) -> None:
    found = lines(answer(built, question))
    assert [wanted for wanted in facts if not any(re.match(wanted, told) for told in found)] == []


@pytest.mark.model
def test_answer_to_a_connection_goes_through_putin(built: Settings) -> None:
    chains = answer(built, "how are Witkoff and Lukashenko connected").chains
    passed = [{node.label for node in chain.nodes} for chain in chains]
    assert any({"Steve Witkoff", "Vladimir Putin", "Alexander Lukashenko"} <= labels for labels in passed)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "falsehood"),
    [
        ("positions held by Ushakov", r"Yuri Ushakov: president.*"),
        ("positions held by Ushakov", r"Yuri Ushakov supports .*ceasefire"),
        ("who stands where on the 30-day ceasefire", r"(Ukraine|United States|Donald Trump|Marco Rubio) opposes .*"),
        ("who was U.S. national security adviser on 12 March 2025", r"(?!Michael Waltz).*"),
    ],
)
def test_answers_hold_no_falsehood(question: str, falsehood: str, built: Settings) -> None:
    assert [told for told in lines(answer(built, question)) if re.match(falsehood, told)] == []
