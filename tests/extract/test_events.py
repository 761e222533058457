"""Events: sentences with the events they tell, as type, act, agents, recipients, place and modality."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.events import find_events
from kg.extract.model import EventSpan, Reading
from kg.extract.reading import read

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

pytestmark = pytest.mark.model
PUBLISHED = date(2025, 3, 13)

#: sentence, then what must be among its events: type, agents, recipients, modality
TOLD = [
    # verbs of all types
    ("Kenya accused Somalia of attacking a border post.", "ACCUSE", "Kenya", "Somalia", "Actual"),
    ("Peru and Chile signed a trade agreement in August.", "AGREE", "Peru, Chile", "", "Actual"),
    ("Peru sent humanitarian aid to Chile on Monday.", "AID", "Peru", "Chile", "Actual"),
    ("Police arrested Omar Diallo on Monday.", "COERCE", "police", "Omar Diallo", "Actual"),
    ("Omar Diallo was arrested by police on Monday.", "COERCE", "police", "Omar Diallo", "Actual"),
    ("Kenya lifted the ban on imports from Somalia.", "CONCEDE", "Kenya", "", "Actual"),
    ("Talks between Kenya and Somalia ended on Friday.", "CONSULT", "Kenya, Somalia", "", "Actual"),
    ("Omar Diallo met Maria Lopez on Tuesday.", "CONSULT", "Omar Diallo, Maria Lopez", "", "Actual"),
    ("Kenya cooperated with Norway last year.", "COOPERATE", "Kenya, Norway", "", "Actual"),
    ("Kenya deployed troops on Monday.", "MOBILIZE", "Kenya", "", "Actual"),
    ("Thousands of protesters marched through Bogota on Sunday.", "PROTEST", "protesters", "", "Actual"),
    ("Kenya refused to withdraw its troops.", "REJECT", "Kenya", "", "Actual"),
    ("Kenya called for an immediate ceasefire.", "REQUEST", "Kenya", "", "Actual"),
    ("Kenya urged Somalia to release the prisoners.", "REQUEST", "Kenya", "Somalia", "Actual"),
    ("Kenya withdrew its troops from Somalia in August.", "RETREAT", "Kenya", "Somalia", "Actual"),
    ("The European Union imposed sanctions on Belarus.", "SANCTION", "European Union", "Belarus", "Actual"),
    ("Kenya thanked Norway for its help.", "SUPPORT", "Kenya", "Norway", "Actual"),
    ("Kenya threatened to close its border with Somalia.", "THREATEN", "Kenya", "", "Actual"),
    ("Kenya attacked Somalia on Monday.", "ASSAULT", "Kenya", "Somalia", "Actual"),
    ("Omar Diallo was elected president of Peru in 2019.", "OTHER", "", "Omar Diallo", "Actual"),
    ("Omar Diallo died on Monday.", "OTHER", "Omar Diallo", "", "Actual"),
    ("Omar Diallo, who was convicted of fraud in 2015, resigned on Monday.", "OTHER", "Omar Diallo", "", "Actual"),
    # nouns and light verbs
    ("Kenya apologized. A Kenyan attack on Somalia killed three people.", "ASSAULT", "Kenya", "Somalia", "Actual"),
    ("Kenyan forces carried out a counteroffensive on Monday.", "ASSAULT", "Kenya", "", "Actual"),
    ("The resignation of Omar Diallo surprised Peru.", "OTHER", "Omar Diallo", "", "Actual"),
    ("Omar Diallo's arrest angered Peru.", "COERCE", "", "Omar Diallo", "Actual"),
    ("Kenya's withdrawal from Somalia took a year.", "RETREAT", "Kenya", "Somalia", "Actual"),
    ("Kenya held talks with Somalia on Tuesday.", "CONSULT", "Kenya, Somalia", "", "Actual"),
    ("An earthquake struck Chile on Tuesday.", "OTHER", "", "", "Actual"),
    # planned
    ("Kenya will attack Somalia.", "ASSAULT", "Kenya", "Somalia", "Planned"),
    ("Kenya plans to withdraw its troops from Somalia.", "RETREAT", "Kenya", "Somalia", "Planned"),
    ("Omar Diallo is scheduled to visit Peru next week.", "CONSULT", "Omar Diallo", "Peru", "Planned"),
    ("Omar Diallo is due to meet Maria Lopez on Friday.", "CONSULT", "Omar Diallo, Maria Lopez", "", "Planned"),
    # claimed and denied
    ("Kenya said it had attacked Somalia.", "ASSAULT", "Kenya", "Somalia", "Claimed"),
    ("According to Omar Diallo, Kenya attacked Somalia.", "ASSAULT", "Kenya", "Somalia", "Claimed"),
    ("Omar Diallo said that Kenya had attacked Somalia.", "ASSAULT", "Kenya", "Somalia", "Claimed"),
    ("Kenya denied that it had attacked Somalia.", "ASSAULT", "Kenya", "Somalia", "Denied"),
    ("Kenya was accused of attacking protesters.", "ASSAULT", "", "protesters", "Claimed"),
    ("Omar Diallo denied having met Maria Lopez.", "CONSULT", "Omar Diallo, Maria Lopez", "", "Denied"),
    ("Omar Diallo denied having agreed to come.", "AGREE", "Omar Diallo", "", "Denied"),
    ("Maria Lopez was fired, Omar Diallo says; the presidency says she resigned.", "OTHER", "Maria Lopez", "", "Claimed"),
    ("The bridge was to be opened on Monday by Omar Diallo.", "OTHER", "Omar Diallo", "", "Planned"),
    # walkouts and air raids, blockades and sieges, harsh words and shots
    ("The teachers' strike began on Monday in Mombasa.", "PROTEST", "teachers", "", "Actual"),
    ("Workers in Lima began the second week of their strike.", "PROTEST", "workers", "", "Actual"),
    ("Teachers in Lima struck on Monday.", "PROTEST", "teachers", "", "Actual"),
    ("Kenyan troops struck Mombasa. A Kenyan strike on Lima killed three workers.", "ASSAULT", "Kenya", "Lima", "Actual"),
    ("Farmers blocked the bridge on Monday.", "PROTEST", "farmers", "", "Actual"),
    ("Kenyan troops blocked the road to Mombasa.", "COERCE", "Kenya", "", "Actual"),
    ("Omar Diallo attacked the cut in fuel subsidies.", "ACCUSE", "Omar Diallo", "", "Actual"),
    ("Typhoon Lena struck Mombasa on Monday.", "OTHER", "Typhoon Lena", "Mombasa", "Actual"),
    # announcements: a conquest is a claim of the state, an act of one's own is done by the word
    ("Kenya announced the recapture of Mombasa.", "ASSAULT", "Kenya", "Mombasa", "Claimed"),
    ("Kenya announced that its troops had retaken Mombasa.", "ASSAULT", "Kenya", "Mombasa", "Claimed"),
    ("Kenya says its forces have captured Mombasa.", "ASSAULT", "Kenya", "Mombasa", "Claimed"),
    ("Kenya apologized. The Kenyan Defence Ministry announced the capture of Mombasa.", "ASSAULT", "Kenya", "Mombasa", "Claimed"),
    ("Kenya apologized. Its Defence Ministry said Mombasa was liberated.", "ASSAULT", "", "Mombasa", "Claimed"),
    ("Kenyan troops liberated Mombasa, communicated the ministry.", "ASSAULT", "Kenya", "Mombasa", "Claimed"),
    ("According to Norway, Kenya captured Mombasa.", "ASSAULT", "Kenya", "Mombasa", "Claimed"),
    ("Kenya announced the death of Omar Diallo.", "OTHER", "Omar Diallo", "", "Claimed"),
    ("Kenya announced its withdrawal from Somalia.", "RETREAT", "Kenya", "Somalia", "Actual"),
    ("Kenya announced sanctions against Somalia.", "SANCTION", "Kenya", "Somalia", "Actual"),
    ("Omar Diallo announced his resignation on Monday.", "OTHER", "Omar Diallo", "", "Actual"),
    ("Kenya admitted that it had attacked Somalia.", "ASSAULT", "Kenya", "Somalia", "Actual"),
    ("Kenya announced that its forces had taken back the town of Mombasa.", "ASSAULT", "Kenya", "Mombasa", "Claimed"),
    # parties
    (
        "Three candidates, Omar Diallo, Maria Lopez and Ann Berg, met in Lima.",
        "CONSULT",
        "Omar Diallo, Maria Lopez, Ann Berg",
        "",
        "Actual",
    ),
    ("The meeting of Omar Diallo, Maria Lopez and Ann Berg ended.", "CONSULT", "Omar Diallo, Maria Lopez, Ann Berg", "", "Actual"),
    ("Omar Diallo's meeting with Maria Lopez ended on Friday.", "CONSULT", "Omar Diallo, Maria Lopez", "", "Actual"),
    ("Omar Diallo received Maria Lopez in Lima on Monday.", "CONSULT", "Omar Diallo", "Maria Lopez", "Actual"),
    ("Kenya signed a trade agreement with Peru.", "AGREE", "Kenya, Peru", "", "Actual"),
    ("The arrest of Omar Diallo by police sparked protests.", "COERCE", "police", "Omar Diallo", "Actual"),
    ("Omar Diallo was shot after attacking Maria Lopez.", "ASSAULT", "Omar Diallo", "Maria Lopez", "Actual"),
    ("Omar Diallo fled, wounded by Maria Lopez.", "ASSAULT", "Maria Lopez", "Omar Diallo", "Actual"),
    ("Omar Diallo issued a statement blaming Kenya.", "ACCUSE", "Omar Diallo", "Kenya", "Actual"),
    ("Kenyan troops are driving the rebels back.", "ASSAULT", "Kenya", "rebels", "Actual"),
    ("Kenya destroyed the town of Mombasa.", "ASSAULT", "Kenya", "Mombasa", "Actual"),
    ("Kenyan troops regained control of the city of Mombasa.", "ASSAULT", "Kenya", "Mombasa", "Actual"),
    ("The war between Kenya and Somalia began in 1977.", "ASSAULT", "Kenya, Somalia", "", "Actual"),
    # bodies through which bills pass, what an attack meets, whom it is known of
    ("The bill passed the Senate on Monday.", "OTHER", "Senate", "", "Actual"),
    ("Twin bombings struck Mombasa on Monday.", "ASSAULT", "", "Mombasa", "Actual"),
    ("Mombasa was hit by drone strikes on Monday.", "ASSAULT", "", "Mombasa", "Actual"),
    ("Clashes with police broke out in Lima on Monday.", "ASSAULT", "police", "", "Actual"),
    ("Maria Lopez was announced to have died.", "OTHER", "Maria Lopez", "", "Claimed"),
    ("Omar Diallo is believed to have attacked Maria Lopez.", "ASSAULT", "Omar Diallo", "Maria Lopez", "Claimed"),
    ("Omar Diallo is charged with fraud.", "ACCUSE", "", "Omar Diallo", "Actual"),
    # as certain as the verb that they go with
    ("Norway would retaliate by imposing sanctions on Belarus.", "SANCTION", "Norway", "Belarus", "Planned"),
    ("Kenya will send troops to Lima, closing the border.", "OTHER", "Kenya", "", "Planned"),
    ("Omar Diallo reportedly left Peru, ending talks with Kenya.", "OTHER", "Omar Diallo", "", "Claimed"),
    ("The first attack reportedly was in Lima.", "ASSAULT", "", "", "Claimed"),
    ("Kenya opted not to hold a vote and rather the party had endorsed Omar Diallo.", "SUPPORT", "party", "Omar Diallo", "Actual"),
    ("A Green Future protest took place in Lima on Monday.", "PROTEST", "Green Future", "", "Actual"),
    # promises for one's own side, what is judged, what is done by the word
    ("Foreign Minister Omar Diallo of Kenya said Kenya would attack Somalia.", "ASSAULT", "Kenya", "Somalia", "Planned"),
    ("Omar Diallo announced he would resign.", "OTHER", "Omar Diallo", "", "Planned"),
    ("Omar Diallo criticized Kenya's withdrawal from Somalia.", "RETREAT", "Kenya", "Somalia", "Actual"),
    ('"We extend our condolences to Peru," said Omar Diallo.', "SUPPORT", "Omar Diallo", "", "Actual"),
    ("Omar Diallo and Maria Lopez announced their opposition to the treaty.", "REJECT", "Omar Diallo, Maria Lopez", "", "Actual"),
    ("Norway has waged a campaign against Peru, expressing its opposition to the treaty.", "REJECT", "Norway", "", "Actual"),
    ("The agreement signed between Peru and Chile infringes on the rights of Norway.", "AGREE", "Peru, Chile", "", "Actual"),
    ("Maria Lopez greeted Omar Diallo. Offering her condolences, Omar Diallo left Peru.", "SUPPORT", "Omar Diallo", "", "Actual"),
    ("Norway donated to Peru last year.", "AID", "Norway", "Peru", "Actual"),
    ("Rebels fought for control of Mombasa.", "ASSAULT", "rebels", "", "Actual"),
    ("Omar Diallo fought for the rights of women.", "OTHER", "Omar Diallo", "", "Actual"),
    # what happenings do, and what is handed out
    ("A fire killed five girls in Lima.", "OTHER", "", "", "Actual"),
    ("The attack in Lima killed seven.", "ASSAULT", "", "", "Actual"),
    ("Omar Diallo was given a two-year sentence.", "OTHER", "", "Omar Diallo", "Actual"),
    ("Omar Diallo took the oath of office.", "OTHER", "Omar Diallo", "", "Actual"),
    ("Omar Diallo was found not guilty on Monday.", "CONCEDE", "", "Omar Diallo", "Actual"),
    # what a clause adds, and where the parser goes astray
    ("Omar Diallo plans to visit Maria Lopez, who was attacked by Somalia.", "ASSAULT", "Somalia", "Maria Lopez", "Actual"),
    ("Six states bid for the summit, with Kenya winning the vote.", "OTHER", "Kenya", "", "Actual"),
    ("Omar Diallo posted a message on Twitter blaming Kenya for the attacks.", "ACCUSE", "Omar Diallo", "Kenya", "Actual"),
    ("Omar Diallo was airlifted from Mombasa on Monday, and transferred to a hospital in Lima.", "OTHER", "", "Omar Diallo", "Actual"),
    ("The royal council met in Lima on Monday.", "CONSULT", "royal council", "", "Actual"),
    ("She left at the request of Omar Diallo.", "REQUEST", "Omar Diallo", "", "Actual"),
    ("The treaty was signed in 2015.", "AGREE", "", "", "Actual"),
    ("The final debate is scheduled for Friday in Lima.", "CONSULT", "", "", "Planned"),
    # acts beside an act that is only thought of
    ("Omar Diallo demanded that Kenya attack Somalia.", "REQUEST", "Omar Diallo", "", "Actual"),
]

#: sentence and a type of which it tells no event
NOT_TOLD = [
    ("Kenya did not attack Somalia.", "ASSAULT"),
    ("If Kenya attacks Somalia, Norway will help.", "ASSAULT"),
    ("Will Kenya attack Somalia?", "ASSAULT"),
    ("Kenya could attack Somalia.", "ASSAULT"),
    ("Kenya refused to withdraw its troops.", "RETREAT"),
    ("Kenya failed to attack Somalia.", "ASSAULT"),
    ("Kenya threatened to attack Somalia.", "ASSAULT"),
    ("Omar Diallo urged Kenya to withdraw its troops.", "RETREAT"),
    ("Omar Diallo hoped that Kenya would sign the treaty.", "AGREE"),
    ("Omar Diallo wants Kenya to sign the treaty.", "AGREE"),
    ("Omar Diallo demanded that Kenya sign the treaty.", "AGREE"),
    ("Norway tried to persuade Kenya to accept the agreement.", "AGREE"),
    ("It is difficult for Kenya to agree.", "AGREE"),
    ("Omar Diallo warned of a possible attack on Somalia.", "ASSAULT"),
    ("Omar Diallo called for talks between Kenya and Somalia.", "CONSULT"),
    ("Norway opposes an attack on Somalia.", "ASSAULT"),
    ("An earthquake struck Chile on Tuesday.", "ASSAULT"),
    ("Kenya said that it was ready for anything.", "AGREE"),
    ("Kenya could go further by attacking Somalia.", "ASSAULT"),
    ("Kenya could send troops, attacking Somalia.", "ASSAULT"),
    ("Police said that Omar Diallo had two warrants out for his arrest.", "COERCE"),
    ("Maria Lopez expects Kenya to attack Somalia.", "ASSAULT"),
    ("Kenya considers the pipeline a common project, supporting Peru when completed.", "OTHER"),
    # other senses of a word
    ("Omar Diallo seized on the remark of Maria Lopez.", "COERCE"),
    ("Omar Diallo said he would be honored to be selected.", "SUPPORT"),
    ("Omar Diallo fought for the rights of women.", "ASSAULT"),
    ("Omar Diallo fought to save the deal.", "ASSAULT"),
    ("Kenya fights corruption.", "ASSAULT"),
    ("Maria Lopez treated Omar Diallo like a son.", "AID"),
    ("Omar Diallo received a second term.", "OTHER"),
    ("Omar Diallo came under fire in Lima on Monday.", "OTHER"),
    ("Cameras captured the arrival of Omar Diallo.", "ASSAULT"),
    ("Omar Diallo called him heroic for taking on the company.", "REQUEST"),
    ("The Senate killed the bill on Monday.", "ASSAULT"),
    ("Omar Diallo came to the defense of the law.", "OTHER"),
    ("Omar Diallo went to great lengths.", "OTHER"),
    ("Omar Diallo ran for his life.", "OTHER"),
    ("Omar Diallo landed a job.", "OTHER"),
    ("Kenya rallied support.", "PROTEST"),
    ("Kenya demonstrated that it was strong.", "PROTEST"),
    ("Omar Diallo was encouraged to hear the news.", "REQUEST"),
    ("Kenya suspended parliament on Monday.", "SANCTION"),
    ("Omar Diallo talked about his childhood.", "CONSULT"),
    # inverted conditions and what would have followed
    ("Had Kenya refused, Norway would have attacked Somalia.", "REJECT"),
    ("Had Kenya refused, Norway would have attacked Somalia.", "ASSAULT"),
    ("Should Kenya attack Somalia, Norway will respond.", "ASSAULT"),
    ("Were Kenya to attack Somalia, Norway would respond.", "ASSAULT"),
    # words that are no such act
    ("Omar Diallo advises Maria Lopez on policy.", "REQUEST"),
    ("Omar Diallo suggested that Kenya might withdraw.", "REQUEST"),
    ("Kenya denied that its units were surrounded.", "COERCE"),
    ("Omar Diallo won the voters over.", "OTHER"),
    ("Omar Diallo raised the idea with Maria Lopez.", "OTHER"),
    ("Kenya kept its distance from the talks.", "OTHER"),
    ("The conflict between Kenya and Somalia has many causes.", "ASSAULT"),
    ("Maria Lopez fired Omar Diallo on Monday.", "ASSAULT"),
    ("Omar Diallo was met with applause.", "CONSULT"),
    ("Omar Diallo ruled nothing out.", "REJECT"),
    ("Omar Diallo made no concession to Kenya.", "CONCEDE"),
    ("Omar Diallo ruled out attacking Kenya.", "ASSAULT"),
    ("Workers began the second week of their strike.", "ASSAULT"),
    ("Omar Diallo attacked the plan.", "ASSAULT"),
    ("Omar Diallo left no doubt.", "RETREAT"),
    ("Omar Diallo left the session in protest.", "RETREAT"),
    ("The commission declared nobody elected.", "OTHER"),
    ("Omar Diallo protested neither to Kenya nor to Norway.", "PROTEST"),
    ("Kenya attacked neither Somalia nor Norway.", "ASSAULT"),
    ("Marches called for today in Lima and Cusco were cancelled by the campaign.", "PROTEST"),
    ("A meeting between Kenya and Somalia was called off.", "CONSULT"),
    ("The dockers' strike hit the port of Mombasa.", "ASSAULT"),
    ("Asked about the plan, Omar Diallo laughed.", "REQUEST"),
    # attitudes, habits, what is no act of the one who is named
    ("Kenya opposes the treaty.", "REJECT"),
    ("Kenya supports the treaty.", "SUPPORT"),
    ("Kenya favoured a free market.", "SUPPORT"),
    ("Four people are killed on this road each week.", "ASSAULT"),
    ("Omar Diallo is survived by Maria Lopez.", "OTHER"),
    ('Omar Diallo continued: "We will not leave our country to them."', "OTHER"),
]

PLACED = [
    ("Omar Diallo met Maria Lopez in Geneva.", "Geneva"),
    ("Omar Diallo met Maria Lopez behind closed doors in Geneva.", "Geneva"),
    ("Kenya recaptured the city of Mombasa on Monday.", "Mombasa"),
    ("Police arrested Omar Diallo at a hotel in Geneva.", "Geneva"),
    ("Police arrested Omar Diallo on Monday.", None),
    ("Kenya recaptured Mombasa.", "Mombasa"),
    ("Kenya announced the recapture of the town of Mombasa.", "Mombasa"),
    ("Omar Diallo visited Mombasa on Monday.", "Mombasa"),
    ("Workers at two mills in Mombasa began the second week of their strike.", "Mombasa"),
    ("Talks in Geneva between Kenya and Somalia ended on Friday.", "Geneva"),
    ("Talks between Kenya and Somalia in Geneva ended on Friday.", "Geneva"),
    ("In Geneva, Omar Diallo met Maria Lopez.", "Geneva"),
    ("Clashes between Kenya and Somalia in Mombasa killed two people.", "Mombasa"),
    ("Mombasa was the target of an attack by rebels.", "Mombasa"),
    ("Ministers met in Geneva for a summit where they signed a treaty.", "Geneva"),
    ("Kenya had disputes over the waters near Mombasa, but ministers met on Friday.", None),
    ("Kenya fired missiles after a raid that killed Omar Diallo in Lima.", None),
]

#: sentence, start of the act, and where it is by the clauses, happenings, people and offices around it
WHEREABOUTS = [
    ("Omar Diallo campaigned in Lima, where he won on Monday.", "wins", "Lima"),
    ("Ministers met in Geneva for a summit where they signed a treaty.", "signs", "Geneva"),
    ("A gunman opened fire in Dayton, Ohio, where ten people died.", "dies", "Dayton"),
    ("A blast in Mombasa that killed two people angered Kenya.", "kills", "Mombasa"),
    ("A shooting in Mombasa on Friday caused the death of two people.", "dies", "Mombasa"),
    ("Omar Diallo died in Lima on Monday after being shot in his car.", "shoots", "Lima"),
    ("A court in Lima convicted Omar Diallo.", "convicts", "Lima"),
    ("Protesters from Lima marched on Monday.", "marches", None),
    ("Omar Diallo was elected president of Peru in 2019.", "elects", "Peru"),
    ("Omar Diallo was elected chair of the party in 2019.", "elects", None),
    ("Omar Diallo secured 9 of Peru's 20 seats.", "secures", "Peru"),
    ("Omar Diallo won Mombasa.", "wins", "Mombasa"),
    ("In Lima, Omar Diallo resigned on Monday, and in Geneva, police arrested Maria Lopez.", "resigns", "Lima"),
    ("In Lima, Omar Diallo resigned on Monday, and in Geneva, police arrested Maria Lopez.", "arrests", "Geneva"),
    ("Kenya closed its schools on Monday.", "closes", "Kenya"),
    ("Kenya banned imports from Somalia.", "bans", "Kenya"),
    ("Kenya apologized. Kenya's parliament voted on Monday.", "votes", "Kenya"),
    ("Kenya apologized. The Kenyan parliament passed a law on Monday.", "passes", "Kenya"),
    ("Kenya voted for the resolution.", "votes for", None),
    ("Kenya condemned the attack in Mombasa.", "condemns", "Mombasa"),
    ("Kenya sanctioned Somalia.", "sanctions", None),
]

DATED = [
    ("On Monday, police arrested Omar Diallo.", "2025-03-10"),
    ("Police arrested Omar Diallo on Monday and freed him.", "2025-03-10"),
    ("Police arrested Omar Diallo.", None),
    ("Norway said on Monday that police arrested Omar Diallo.", None),
    ("Kenya held talks with Somalia on Tuesday.", "2025-03-11"),
    ("Omar Diallo will meet Maria Lopez on Friday.", "2025-03-14"),
    ("Norway condemned the arrest of Omar Diallo on Monday.", "2025-03-10"),
    ("Omar Diallo said on Tuesday that he had met Maria Lopez.", None),
    ("Police arrested Omar Diallo of theft, stemming from his years as mayor, in 2011.", "2011-01-01"),
    ("As a result of Saturday's unrest, police arrested Omar Diallo.", "2025-03-08"),
    ("Police arrested Omar Diallo hours before the jet crashed on Wednesday.", "2025-03-12"),
    ("Police arrested Omar Diallo days before the jet crashed on Wednesday.", None),
    ("Norway apologized on Monday, and police arrested Omar Diallo on Friday.", "2025-03-07"),
]

#: sentence, start of the act, its first day
DAYS_AROUND = [
    ("Omar Diallo won the 2016 election.", "wins", "2016-01-01"),
    ("Omar Diallo won the election held on Sunday.", "wins", "2025-03-09"),
    ("Omar Diallo rejected the 2016 election.", "rejects", None),
    ("Lawmakers voted to dissolve parliament on Tuesday.", "votes", "2025-03-11"),
    ("Lawmakers voted to dissolve parliament on 20 June 2025.", "votes", None),
    ("Omar Diallo agreed to meet Maria Lopez on Tuesday.", "agrees", None),
    ("The protest that began on Monday angered Norway.", "protests", "2025-03-10"),
]


@pytest.mark.parametrize(("text", "kind", "agents", "recipients", "modality"), TOLD)
def test_find_events_tells(nlp: Language, text: str, kind: str, agents: str, recipients: str, modality: str) -> None:
    doc, reading = _read(nlp, text)
    found = [
        (event.type, _named(event.agents, reading), _named(event.recipients, reading), event.modality.value)
        for event in find_events(doc, reading)
    ]
    assert any(_covers(event, (kind, agents, recipients, modality)) for event in found), found


@pytest.mark.parametrize(("text", "kind"), NOT_TOLD)
def test_find_events_abstains(nlp: Language, text: str, kind: str) -> None:
    doc, reading = _read(nlp, text)
    assert [event.act for event in find_events(doc, reading) if event.type == kind] == []


@pytest.mark.parametrize(("text", "place"), PLACED)
def test_find_events_places(nlp: Language, text: str, place: str | None) -> None:
    doc, reading = _read(nlp, text)
    event = next(event for event in find_events(doc, reading) if event.type != "OTHER")
    assert (None if event.place is None else reading.references.things[event.place].name) == place


@pytest.mark.parametrize(("text", "act", "place"), WHEREABOUTS)
def test_find_events_places_by_what_is_around(nlp: Language, text: str, act: str, place: str | None) -> None:
    doc, reading = _read(nlp, text)
    event = next(event for event in find_events(doc, reading) if event.act.startswith(act))
    assert (None if event.place is None else reading.references.things[event.place].name) == place


@pytest.mark.parametrize(("text", "act", "day"), DAYS_AROUND)
def test_find_events_dates_by_what_is_around(nlp: Language, text: str, act: str, day: str | None) -> None:
    doc, reading = _read(nlp, text)
    event = next(event for event in find_events(doc, reading) if event.act.startswith(act))
    assert (None if event.when is None else str(event.when.earliest)) == day


def test_find_events_dates_an_act_of_ones_own_by_its_announcement(nlp: Language) -> None:
    doc, reading = _read(nlp, "Ann Berg announced on Monday she was endorsing Omar Diallo.")
    event = _of_type(find_events(doc, reading), "SUPPORT")
    assert (event.modality.value, event.when and str(event.when.earliest)) == ("Actual", "2025-03-10")


@pytest.mark.parametrize(("text", "day"), DATED)
def test_find_events_dates(nlp: Language, text: str, day: str | None) -> None:
    doc, reading = _read(nlp, text)
    event = next(event for event in find_events(doc, reading) if event.type in {"COERCE", "CONSULT"})
    assert (None if event.when is None else str(event.when.earliest)) == day


@pytest.mark.parametrize(("plea", "act"), [("not guilty", "pleads not guilty"), ("guilty", "pleads guilty")])
def test_find_events_tells_a_plea_from_its_opposite(nlp: Language, plea: str, act: str) -> None:
    doc, reading = _read(nlp, f"Omar Diallo had pleaded {plea} to murder.")
    assert [event.act for event in find_events(doc, reading)] == [act]


@pytest.mark.parametrize(("verdict", "rules"), [("not guilty", {"event.verb.release"}), ("guilty", {"event.verb.convict"})])
def test_find_events_tells_a_verdict_from_its_opposite(nlp: Language, verdict: str, rules: set[str]) -> None:
    doc, reading = _read(nlp, f"Omar Diallo was found {verdict} on Monday.")
    assert {event.rule for event in find_events(doc, reading)} == rules


def test_find_events_names_the_source_of_a_claim(nlp: Language) -> None:
    doc, reading = _read(nlp, "Omar Diallo said that Kenya had attacked Somalia.")
    event = _of_type(find_events(doc, reading), "ASSAULT")
    assert _named(event.sources, reading) == "Omar Diallo"


def test_find_events_takes_who_speaks_behind_a_semicolon_alone(nlp: Language) -> None:
    doc, reading = _read(nlp, "Maria Lopez was fired, Omar Diallo says; the ministry says she resigned.")
    event = next(event for event in find_events(doc, reading) if event.act == "resigns")
    assert _named(event.sources, reading) == "ministry"


def test_find_events_takes_what_stands_before_a_denial_for_no_part_of_it(nlp: Language) -> None:
    doc, reading = _read(nlp, "Norway said that Kenya attacked Somalia; Kenya denied that it attacked Somalia.")
    told = [event.modality.value for event in find_events(doc, reading) if event.type == "ASSAULT"]
    assert told == ["Claimed", "Denied"]


def test_find_events_keeps_the_words_of_an_object_that_is_no_referent(nlp: Language) -> None:
    doc, reading = _read(nlp, "Kenya suspended weapons deliveries to Somalia.")
    assert find_events(doc, reading)[0].theme == "weapons deliveries"


def test_find_events_spans_hold_the_trigger(nlp: Language) -> None:
    doc, reading = _read(nlp, "On Monday the Kenyan government, after weeks of silence, accused Somalia. Omar Diallo resigned in Lima.")
    for event in find_events(doc, reading):
        assert event.start <= event.trigger < event.end
        assert doc[event.start].sent == doc[event.end - 1].sent


def test_find_events_counts_a_light_verb_once(nlp: Language) -> None:
    doc, reading = _read(nlp, "Kenya launched an invasion of Somalia in 2022.")
    assert [event.type for event in find_events(doc, reading)] == ["ASSAULT"]


def _read(nlp: Language, text: str) -> tuple[Doc, Reading]:
    doc = nlp(text)
    return doc, read(doc, PUBLISHED)


def _named(referents: tuple[int, ...], reading: Reading) -> str:
    return ", ".join(reading.references.things[referent].name for referent in referents)


def _covers(found: tuple[str, str, str, str], expected: tuple[str, str, str, str]) -> bool:
    """What is expected is there; a participant that is not mentioned may be."""
    return (
        found[0] == expected[0]
        and found[3] == expected[3]
        and all(not want or have == want for have, want in zip(found, expected, strict=True))
    )


def _of_type(events: tuple[EventSpan, ...], kind: str) -> EventSpan:
    return next(event for event in events if event.type == kind)
