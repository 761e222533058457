"""Cleaning: what is kept, what goes, and the way back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents.cleaning import clean

LEAD = "The finance minister of Peru, Lucia Quispe, presented the budget to the parliament on Monday."
NEXT = "Deputies of the opposition left the hall before she had finished."

PIECES = st.sampled_from(
    ["The envoy left. ", "â€™", "Itâ€™s ", "â€“", "â€ ", "Ã©t", "&amp;", "&quot;", "&#8217;", "[link](http://a.b/c)", "![alt](u)", "**x** ",
     "_it_ ", "[Ana] ", "\n", "\n\n", "\r\n", "- ", "# ", "> ", "```", "\u200b", "\u00a0", "  ", "“Yes,” ", '"', "<b>", "<br>", "| a |",
     "Advertisement", "By Ann Roe", "\ufeff", "***", "KYIV (AFP) - ", "Read more: ", "é", "日本", "😀", "a", ".", "\\*"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (f"{LEAD}\n{NEXT}", f"{LEAD}\n\n{NEXT}"),
        (f"{LEAD}\r\n\r\n{NEXT}", f"{LEAD}\n\n{NEXT}"),
        (f"  {LEAD}  \n\n\n\n{NEXT}\n", f"{LEAD}\n\n{NEXT}"),
        ("He saidâ€“after a pauseâ€“that itâ€™s over.", "He said–after a pause–that it’s over."),
        ("“Enough,â€ she said.", "“Enough,” she said."),
        ("She spoke of â€œhaste â€“ and spiteâ€\ufffd. It is late.", "She spoke of “haste – and spite”. It is late."),
        ("“Enough,\ufffd she said, and the d\ufffdput\ufffds left.", "“Enough,” she said, and the d\ufffdput\ufffds left."),
        ("Bolivia’s Sen. Ana Rojas Ana Maria (Nita) Rojas2031 hopefuls meet in Sucre Memo: ‘late’ MORE (D) said that she will vote.",
         "Bolivia’s Sen. Ana Rojas (D) said that she will vote."),
        ("Ana Rojas asked for MORE, and Ana Maria Rojas for less.", "Ana Rojas asked for MORE, and Ana Maria Rojas for less."),
        ("The minister of Boli-\nvia left the capital.", "The minister of Bolivia left the capital."),
        ("He wants a long-\nterm contract.", "He wants a long-term contract."),
        ("He won a long-term con-\ntract that the parlia-\nment of Peru\nhad rejected, a long-\nterm one.",
         "He won a long-term contract that the parliament of Peru had rejected, a long-term one."),
        (f"Coastal Wire      Page 1 of 2\n{LEAD}\n\nCoastal Wire   page 2/2\n\n{NEXT}", f"{LEAD}\n\n{NEXT}"),
        ("Prices rose by Â£3 in SÃ£o Paulo.", "Prices rose by £3 in São Paulo."),
        ("Marks &amp; Sons said &quot;no&quot; on Friday.", 'Marks & Sons said "no" on Friday.'),
        ("The [new law](https://example.org/a_(b) \"title\") passed.", "The new law passed."),
        ("The **new** law _passed_ at *noon*.", "The new law passed at noon."),
        ("A snake_case_name and 2 * 3 * 4 stay.", "A snake_case_name and 2 * 3 * 4 stay."),
        ("“I met President [Amadou] Diallo,” she said.", "“I met President Amadou Diallo,” she said."),
        ("The treaty[3] was signed [sic] in Lima.", "The treaty was signed in Lima."),
        ("The vote\u200b was\u00a0close.", "The vote was close."),
        (f"# A heading\n\n{LEAD}", LEAD),
        (f"{LEAD}\n\nA New Start\n\n{NEXT}", f"{LEAD}\n\n{NEXT}"),
        (f"![A hall](https://example.org/hall.jpg)\nGetty Images\n\nThe minister before the vote\n\n{LEAD}", LEAD),
        (f"{LEAD}\n\n- [Why it matters](https://example.org/1)\n- [Who pays](https://example.org/2)\n\n{NEXT}", f"{LEAD}\n\n{NEXT}"),
        (f"{LEAD}\n\n```\ncode = 1.\n```\n\n{NEXT}", f"{LEAD}\n\n{NEXT}"),
        (f"<p>{LEAD}</p><p>{NEXT}</p>", f"{LEAD}\n\n{NEXT}"),
        (f"<!-- a note -->{LEAD}<script type='x'>var a = 1;</script>", LEAD),
        (f"> {LEAD}", LEAD),
        (f"- She resigned.\n- Politics\n- The president of the country accepted it\n\n{LEAD}",
         f"She resigned.\n\nThe president of the country accepted it\n\n{LEAD}"),
        (f"{LEAD}\n\nQuispe: “We are ready”\n\n{NEXT}", f"{LEAD}\n\nQuispe: “We are ready”\n\n{NEXT}"),
        ("LIMA, March 3 (Reuters) - " + LEAD, LEAD),
        ("NAIROBI, Kenya (AP) — " + LEAD, LEAD),
        ("OSLO — " + LEAD, LEAD),
        ("LIMA (Andes Press Service) - " + LEAD, LEAD),
        ("LIMA, Peru, March 3 (Coastal Wire) — " + LEAD, LEAD),
        ("Lima (Coastal Wire) — " + LEAD, LEAD),
        ("Lima, 3 March 2024 – " + LEAD, LEAD),
        ("SÃO PAULO/LIMA, Mar. 3 - " + LEAD, LEAD),
        ("ST. GEORGE'S, Grenada, (KXYZ) -- " + LEAD, LEAD),
        ("LIMA--(Wirepool - March 3, 2024) - " + LEAD, LEAD),
        ("(Wirepool.com) – " + LEAD, LEAD),
        (f"Minister presents budget in Lima\n\nLIMA — {LEAD}", f"Minister presents budget in Lima\n\n{LEAD}"),
        ("NATO (the alliance of the north) — “slow” to some — agreed.", "NATO (the alliance of the north) — “slow” to some — agreed."),
        ("The minister (Independent) — she is 52 — resigned.", "The minister (Independent) — she is 52 — resigned."),
        ("UN envoy Amara Nwosu — a lawyer — left Lima.", "UN envoy Amara Nwosu — a lawyer — left Lima."),
        ("COVID-19 — A killer of thousands — came back.", "COVID-19 — A killer of thousands — came back."),
        (f"{LEAD}\n\nNATO — the alliance — agreed.", f"{LEAD}\n\nNATO — the alliance — agreed."),
        ("The minister of Peru presented the\nbudget to the parliament on Monday and\nthe deputies left the hall before she\nhad finished.",
         "The minister of Peru presented the budget to the parliament on Monday and the deputies left the hall before she had finished."),
    ],
)  # fmt: skip
def test_clean_keeps_the_prose(source: str, text: str) -> None:
    assert clean(source).text == text


def test_clean_keeps_a_headline_on_the_first_line() -> None:
    source = f"Minister presents budget in Lima\n{LEAD}"
    assert clean(source).text == f"Minister presents budget in Lima\n\n{LEAD}"


def test_clean_starts_after_front_matter() -> None:
    source = f"---\ntitle: Budget\n---\n{LEAD}"
    cleaned = clean(source, 22)
    assert cleaned.text == LEAD
    assert cleaned.starts[0] == 22


def test_clean_maps_repaired_characters_to_the_whole_run() -> None:
    source = "Itâ€™s over."
    cleaned = clean(source)
    place = cleaned.text.index("’")
    assert source[cleaned.starts[place] : cleaned.ends[place]] == "â€™"


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_clean_offsets_point_into_the_source(source: str) -> None:
    cleaned = clean(source)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    assert all(0 <= start < end <= len(source) for start, end in zip(cleaned.starts, cleaned.ends, strict=True))
    assert list(cleaned.starts) == sorted(cleaned.starts)


@given(st.lists(st.sampled_from(["The", "envoy", "left", "Łódź", "“now”", "on", "Monday,", "said", "“no.”"]), min_size=3, max_size=40))
@settings(max_examples=100, deadline=None)
def test_clean_leaves_plain_prose_as_it_is(words: list[str]) -> None:
    source = " ".join(words) + "."
    cleaned = clean(source)
    assert cleaned.text == source
    assert [source[start:end] for start, end in zip(cleaned.starts, cleaned.ends, strict=True)] == list(source)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_clean_takes_any_text(source: str) -> None:
    cleaned = clean(source)
    assert all(0 <= start < end <= len(source) for start, end in zip(cleaned.starts, cleaned.ends, strict=True))
