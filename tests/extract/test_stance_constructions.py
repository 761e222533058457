"""Stances by construction: who else holds them, what they are about where it is told elsewhere, lists of demands, warnings; and traps."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.reading import read
from kg.extract.stances import find_stances

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


def found(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    doc = nlp(text)
    reading = read(doc, date(2024, 5, 16))
    rows = [(reading.references.things[s.holder].name, s.polarity.value, s.issue.label) for s in find_stances(doc, reading)]
    return sorted(set(rows))


#: text, holder, polarity, issue
HELD = [
    ("Several countries, including Norway and Peru, oppose the carbon tax.", "Peru", "Opposes", "carbon tax"),
    ("Some lawmakers, such as Senator Anna Berg, oppose the carbon tax.", "Anna Berg", "Opposes", "carbon tax"),
    (
        "The fishing bill was sponsored by Senators Ann Lee of Florida, Bo Berg of Utah, and Eva Holm of Georgia.",
        "Bo Berg",
        "Supports",
        "fishing bill",
    ),
    (
        "Demonstrators filled the square. This comes after weeks of protests against the carbon tax.",
        "demonstrators",
        "Opposes",
        "carbon tax",
    ),
    ("Farmers marched in Oslo in a protest against the carbon tax.", "Farmers", "Opposes", "carbon tax"),
    ("Hundreds of nurses gathered with banners demanding a ceasefire.", "nurses", "Supports", "ceasefire"),
    ("Minister Tom Birch was jailed for refusing to hand over documents.", "Tom Birch", "Opposes", "handing over documents"),
]

TARGETED = [
    ("Anna Berg voted for the carbon tax but against the pension reform.", "Anna Berg", "Opposes", "pension reform"),
    ("Norway supported the carbon tax, and Peru opposed.", "Peru", "Opposes", "carbon tax"),
    ("Anna Berg filed a lawsuit against Tom Birch over the pension reform.", "Anna Berg", "Opposes", "pension reform"),
    ("Anna Berg promised to hold new elections and cut taxes.", "Anna Berg", "Supports", "tax cuts"),
    ("The Senate confirmed the nomination of Tom Birch.", "Senate", "Supports", "nomination of Tom Birch"),
    ("Parliament denied funding for the border wall.", "Parliament", "Opposes", "funding for border wall"),
    ("Anna Berg sued for defamation.", "Anna Berg", "Opposes", "defamation"),
    ("Anna Berg said she was fighting corruption.", "Anna Berg", "Opposes", "corruption"),
    ("Anna Berg expressed interest in the carbon tax.", "Anna Berg", "Supports", "carbon tax"),
    ("Norway is not interested in negotiations.", "Norway", "Opposes", "negotiations"),
    ('"We are all for cheap bread," Anna Berg said.', "Anna Berg", "Supports", "cheap bread"),
    ("Norway banned anyone wearing a mask from entering the courts.", "Norway", "Opposes", "entering courts"),
    ('Anna Berg said she would sign the wage deal "only if the bonus was paid".', "Anna Berg", "Conditional", "wage deal"),
    ("Norway bravely fights against anti-Semitism.", "Norway", "Opposes", "antisemitism"),
    ("One of these groups, the Harbour Front, opposed the carbon tax.", "Harbour Front", "Opposes", "carbon tax"),
    ("Anna Berg is committed to getting Norway out of the union by October 31st.", "Anna Berg", "Supports", "getting Norway out of union"),
    ('The Daily Report left. Anna Berg labeled the report as a "hoax".', "Anna Berg", "Opposes", "report"),
    ("Peru announced the killing of pigs. Boats sank. Ports closed. Anna Berg condemned the strike.", "Anna Berg", "Opposes", "strike"),
    (
        "Tom Birch rejected the suggestion of a ban. Anna Berg rejected Tom Birch's suggestion.",
        "Anna Berg",
        "Opposes",
        "suggestion of Tom Birch",
    ),
    ("Anna Berg endorsed the Green New Deal.", "Anna Berg", "Supports", "Green New Deal"),
    ("Norway approved deals between Peru and Chad and between Kenya and Ghana.", "Norway", "Supports", "deals between Peru and Chad"),
    ("Norway proposed a payment for those under 19.", "Norway", "Supports", "payment"),
    ("Norway wants to bring the troops back.", "Norway", "Supports", "bringing troops back"),
    ("Norway opposes voting twice.", "Norway", "Opposes", "voting twice"),
    ("Norway denied claims that it had shelled the port.", "Norway", "Opposes", "claims that Norway had shelled the port"),
    ("Tom Birch is critical of DRM (digital rights management) in games.", "Tom Birch", "Opposes", "DRM"),
    ("Anna Berg appealed the oil ruling to the Supreme Court.", "Anna Berg", "Opposes", "oil ruling"),
    ("Tom Birch endorsed his former rival, Anna Berg.", "Tom Birch", "Supports", "Anna Berg"),
    ("Norway wants tariffs on fish from Peru, which Anna Berg opposes.", "Anna Berg", "Opposes", "tariffs on fish from Peru"),
    ("Tom Birch, the founder of the Harbour Fund, who is critical of the carbon tax, left.", "Tom Birch", "Opposes", "carbon tax"),
    (
        "Rebels attacked a port. The attack on the port and an attack on a school angered Anna Berg, who condemned the attack.",
        "Anna Berg",
        "Opposes",
        "attack",
    ),
    ("Anna Berg blamed Tom Birch for the attack on the port.", "Anna Berg", "Opposes", "attack on port"),
    ("The Harbour Party advocates farmers' rights and women's rights.", "Harbour Party", "Supports", "farmers' rights"),
    ("The Harbour Party advocates farmers' rights and women's rights.", "Harbour Party", "Supports", "women's rights"),
    ("Farmers urged Norway to cut tariffs, including those on fish.", "farmers", "Supports", "Norway cutting tariffs"),
    ("Anna Berg resigned in protest at the pension reform.", "Anna Berg", "Opposes", "pension reform"),
]

LISTED = [
    ("The protesters' demands include dissolving parliament and lowering taxes.", "protesters", "Supports", "dissolution of parliament"),
    ("The protesters' demands include a recount, an inquiry and an apology to nurses.", "protesters", "Supports", "apology to nurses"),
]

STOPPED = [
    ("Norway urged Peru to stop bombing the port.", "Norway", "Opposes", "Peru bombing port"),
    ("Norway asked Peru to avoid closing the border.", "Norway", "Opposes", "Peru closing border"),
]

JUDGED = [
    ("Anna Berg warned that the pension reform could be a threat to security.", "Anna Berg", "Opposes", "pension reform"),
    ("Anna Berg warned that the carbon tax would harm farmers.", "Anna Berg", "Opposes", "carbon tax"),
    ('"The carbon tax marks a dark day for Norway," Anna Berg said.', "Anna Berg", "Opposes", "carbon tax"),
    ('"The carbon tax makes sense," Anna Berg said.', "Anna Berg", "Supports", "carbon tax"),
    ("Norway defended the oil ruling, which Anna Berg has referred to as a farce.", "Anna Berg", "Opposes", "oil ruling"),
]


@pytest.mark.parametrize(("text", "holder", "polarity", "issue"), [*HELD, *TARGETED, *LISTED, *STOPPED, *JUDGED])
def test_stances_by_construction(nlp: Language, text: str, holder: str, polarity: str, issue: str) -> None:
    assert (holder, polarity, issue) in found(nlp, text)


#: text, what must not be found in it: a holder with a polarity
TRAPS = [
    ("Norway and Peru fought a war over the port.", "Norway", "Opposes"),
    ("The union began her climate protest outside of parliament instead of attending school.", "union", "Opposes"),
    ("Anna Berg told reporters about statements regarding their willingness to accept the carbon tax.", "Anna Berg", "Supports"),
    ("The last time Norway ordered Peru to close the port was in 1972.", "Norway", "Supports"),
    ("Anna Berg said Tom Birch lost the vote and sought to overturn the results.", "Tom Birch", "Opposes"),
    ("Anna Berg was uninterested in the peace talks but would attend them.", "Anna Berg", "Opposes"),
    ("Anna Berg appointed Tom Birch, who resigned in protest at Berg's pension reform.", "Anna Berg", "Opposes"),
    ("Norway warned that sanctions would follow.", "Norway", "Opposes"),
    ("Norway warned that the carbon tax was not a threat.", "Norway", "Opposes"),
    ("The opposing sides met in Oslo.", "opposing sides", "Opposes"),
    ("Parliament voted on the carbon tax, citing their refusal to accept it.", "parliament", "Opposes"),
    ("Peru's interest in fish is old.", "Peru", "Supports"),
    ("Anna Berg was interrupted by protesting deputies.", "Anna Berg", "Opposes"),
    ("Anna Berg blamed Tom Birch for the shortage of coal.", "Anna Berg", "Opposes"),
    ('"The temperature is right," Anna Berg said.', "Anna Berg", "Supports"),
    ("Anna Berg asked about grants for schools.", "Anna Berg", "Supports"),
    ('"We provide support to students and families," Anna Berg said.', "Anna Berg", "Supports"),
    ("Anna Berg presented a plan for the Senate.", "Anna Berg", "Supports"),
    ('Anna Berg urged viewers, "we have to vote."', "Anna Berg", "Supports"),
    ('"It is important to point out that fish are cheap," Anna Berg said.', "Anna Berg", "Supports"),
    ("Anna Berg was described as a strong advocate for the forest.", "strong advocate", "Supports"),
    ("Supporters of the carbon tax marched.", "supporters of the carbon tax", "Supports"),
    ("Tom Birch asked Anna Berg to name any groups who endorsed the carbon tax.", "groups", "Supports"),
    ("Anna Berg said people who vote for the carbon tax will regret it.", "people", "Supports"),
    ("There are so-called experts who oppose the carbon tax.", "experts", "Opposes"),
    ("Anna Berg said her request is not part of a ban.", "Anna Berg", "Supports"),
    ("The White House sent a letter on Monday. It also asks for documents.", "White House", "Supports"),
    ("A faction could grow within the party to oppose the carbon tax.", "faction", "Opposes"),
    ('Anna Berg endorsed the carbon tax, saying, "If you want to work here I want to find a place."', "Anna Berg", "Conditional"),
    ("The list consists of people who have stayed out of trouble.", "people", "Undecided"),
    ("Norway called for control of banks, specifically pulling them out of the insurance business.", "Norway", "Opposes"),
    ("Anna Berg said they had stayed out of trouble, and Tom Birch stayed out of trouble.", "Tom Birch", "Undecided"),
    ("Anna Berg stood outside the court with a sign.", "Anna Berg", "Supports"),
    ("Tom Birch isn’t yet happy with the carbon tax.", "Tom Birch", "Supports"),
    ("Anna Berg ran an ad accusing her opponent, Tom Birch, of leaving the port.", "Tom Birch", "Opposes"),
    ("Norway and Peru stood side by side in Oslo.", "Norway", "Supports"),
    ("Why should these voters support the carbon tax?", "voters", "Supports"),
    ("One of these groups, the Harbour Front, opposed the carbon tax.", "groups", "Opposes"),
    ("Tom Birch said he banned travel from Peru in January, which Anna Berg opposed.", "Anna Berg", "Opposes"),
    ("Tom Birch said she attacked Peru and blasted her record.", "Anna Berg", "Opposes"),
]


@pytest.mark.parametrize(("text", "holder", "polarity"), TRAPS)
def test_no_stance_by_mistake(nlp: Language, text: str, holder: str, polarity: str) -> None:
    assert not [row for row in found(nlp, text) if row[:2] == (holder, polarity)]
