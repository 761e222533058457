"""Event frames: for every frame of the lexicon a sentence that tells it, and the act as the label of its event says it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.events import find_events
from kg.extract.frames import LEXICON
from kg.extract.inflection import past_participle, third_person
from kg.extract.reading import read
from kg.lexicon import table

if TYPE_CHECKING:
    from spacy.language import Language

PUBLISHED = date(2025, 3, 13)

#: frame, sentence, and who does what to whom in the words of the label
TOLD = [
    ("agree", "Kenya agreed to a ceasefire on Monday.", "Kenya agrees to ceasefire"),
    ("sign_deal", "Kenya signed a trade agreement with Peru.", "Kenya and Peru signs trade agreement"),
    ("accept", "Kenya accepted the proposal.", "Kenya accepts proposal"),
    ("meet", "Omar Diallo met Maria Lopez in Lima.", "Omar Diallo and Maria Lopez meets"),
    ("talk", "Omar Diallo negotiated with Maria Lopez.", "Omar Diallo and Maria Lopez talks with"),
    ("discuss", "Omar Diallo discussed the budget with Maria Lopez.", "Omar Diallo and Maria Lopez discusses budget"),
    ("phone", "Omar Diallo phoned Maria Lopez on Monday.", "Omar Diallo calls Maria Lopez"),
    ("brief", "Omar Diallo briefed Maria Lopez on Monday.", "Omar Diallo briefs Maria Lopez"),
    ("address", "Omar Diallo held a press conference in Lima.", "Omar Diallo holds a news conference with"),
    ("visit", "Omar Diallo visited Lima on Monday.", "Omar Diallo visits Lima"),
    ("receive_guest", "Omar Diallo received Maria Lopez in Lima.", "Omar Diallo receives Maria Lopez"),
    ("cooperate", "Kenya cooperated with Peru last year.", "Kenya and Peru cooperates with"),
    ("exchange", "Kenya exchanged prisoners with Peru.", "Kenya and Peru exchanges prisoners"),
    ("inform", "Kenya notified Peru on Monday.", "Kenya notifies Peru"),
    ("normalize", "Kenya restored relations with Peru.", "Kenya and Peru restores ties with"),
    ("support", "Omar Diallo endorsed Maria Lopez on Monday.", "Omar Diallo endorses Maria Lopez"),
    ("praise", "Omar Diallo praised Maria Lopez.", "Omar Diallo praises Maria Lopez"),
    ("welcome", "Kenya welcomed the decision.", "Kenya welcomes decision"),
    ("thank", "Omar Diallo thanked Maria Lopez.", "Omar Diallo thanks Maria Lopez"),
    ("condole", "Omar Diallo sympathized with Maria Lopez.", "Omar Diallo condoles with Maria Lopez"),
    ("recognize", "Kenya recognized Peru in 1963.", "Kenya recognizes Peru"),
    ("aid", "Kenya helped Peru in 2019.", "Kenya helps Peru"),
    ("provide", "Kenya provided weapons to Peru.", "Kenya provides aid to Peru"),
    ("rescue", "Police rescued Omar Diallo on Monday.", "police rescues Omar Diallo"),
    ("protect_refugees", "Kenya granted asylum to Omar Diallo.", "Kenya grants asylum to Omar Diallo"),
    ("concede", "Omar Diallo apologized to Maria Lopez.", "Omar Diallo apologizes to Maria Lopez"),
    ("drop_out", "Omar Diallo dropped out on Monday.", "Omar Diallo drops out"),
    ("leave_race", "Omar Diallo withdrew from the race.", "Omar Diallo drops out"),
    ("end_campaign", "Omar Diallo suspended his campaign on Monday.", "Omar Diallo ends Omar Diallo's campaign"),
    ("lift", "Kenya lifted the ban on Monday.", "Kenya lifts ban"),
    ("release", "Kenya released Omar Diallo on Monday.", "Kenya releases Omar Diallo"),
    ("retreat", "Kenyan troops retreated from Mombasa.", "Kenya retreats from Mombasa"),
    ("withdraw_troops", "Kenya withdrew its troops from Somalia.", "Kenya withdraws troops from Somalia"),
    ("leave", "Omar Diallo left the party on Monday.", "Omar Diallo leaves party"),
    ("end_fighting", "Kenya halted the offensive on Monday.", "Kenya halts offensive"),
    ("request", "Omar Diallo asked Maria Lopez to resign.", "Omar Diallo asks Maria Lopez"),
    ("urge", "Kenya urged Somalia to sign the treaty.", "Kenya urges Somalia"),
    ("voice_support", "Kenya expressed its support for Peru.", "Kenya supports Peru"),
    ("voice_thanks", "Kenya expressed its gratitude to Peru.", "Kenya thanks Peru"),
    ("voice_grief", "Omar Diallo expressed his sadness.", "Omar Diallo mourns"),
    ("drop_charges", "The prosecutor dropped the charges against Omar Diallo.", "prosecutor drops charges against Omar Diallo"),
    ("flee", "Omar Diallo fled Mombasa on Monday.", "Omar Diallo flees Mombasa"),
    ("summon", "Kenya summoned Omar Diallo on Monday.", "Kenya summons Omar Diallo"),
    ("seize_power", "Rebels seized power in Peru on Monday.", "rebels seizes power"),
    ("leave_dead", "The blast left 42 people dead.", "kills people"),
    ("hand_sentence", "The court handed Omar Diallo a life sentence.", "court sentences Omar Diallo"),
    ("get_sentence", "Omar Diallo received a prison term.", "Omar Diallo receives a sentence"),
    ("file_case", "Omar Diallo filed a complaint against Kenya.", "Omar Diallo files a case against Kenya"),
    ("debate", "The presidential debate took place in Lima on Monday.", "debates"),
    ("honour", "Kenya honored Maria Lopez on Monday.", "Kenya honors Maria Lopez"),
    ("call_for", "Kenya called for an inquiry.", "Kenya calls for inquiry"),
    ("fight_over", "Rebels fought for control of Mombasa.", "rebels fights for control of Mombasa"),
    ("strive", "Omar Diallo fought for the rights of women.", "Omar Diallo fights for rights of women"),
    ("decide", "Omar Diallo decided to leave Peru.", "Omar Diallo decides to leave Peru"),
    ("encourage", "Kenya encouraged Somalia to sign the treaty.", "Kenya encourages Somalia"),
    ("demonstrate", "Protesters marched against the law in Lima.", "protesters marches against law in Lima"),
    ("prorogue", "Kenya suspended parliament on Monday.", "Kenya suspends parliament"),
    ("go", "Omar Diallo went to Lima on Monday.", "Omar Diallo goes to Lima"),
    ("seek", "Kenya sought help from Peru.", "Kenya seeks help"),
    ("demand", "Kenya demanded an apology.", "Kenya demands apology"),
    ("accuse", "Kenya accused Somalia of fraud.", "Kenya accuses Somalia"),
    ("charge", "Prosecutors indicted Omar Diallo on Monday.", "prosecutors indicts Omar Diallo"),
    ("criticize", "Kenya condemned Somalia.", "Kenya condemns Somalia"),
    ("sue", "Omar Diallo sued Maria Lopez in 2019.", "Omar Diallo sues Maria Lopez"),
    ("investigate", "Police investigated Omar Diallo.", "police investigates Omar Diallo"),
    ("challenge", "Omar Diallo contested the result.", "Omar Diallo contests result"),
    ("reject", "Kenya rejected the proposal.", "Kenya rejects proposal"),
    ("deny", "Omar Diallo denied the charges.", "Omar Diallo denies charges"),
    ("oppose", "Kenya objected to the proposal.", "Kenya objects to proposal"),
    ("pressure", "Kenya pressured Somalia on Monday.", "Kenya pressures Somalia"),
    ("break_ties", "Kenya cut off relations with Peru.", "Kenya breaks off ties with Peru"),
    ("reject_idea", "Kenya dismissed the allegation.", "Kenya dismisses allegation"),
    ("withdraw_treaty", "Kenya withdrew from the treaty.", "Kenya withdraws from treaty"),
    ("threaten", "Kenya threatened Somalia on Monday.", "Kenya threatens Somalia"),
    ("warn", "Kenya warned Somalia on Monday.", "Kenya warns Somalia"),
    ("protest", "Protesters picketed in Lima on Monday.", "protesters pickets"),
    ("join_protest", "Workers took part in the demonstrations in Lima.", "workers joins a protest"),
    ("clash", "Police clashed with protesters in Lima.", "police and protesters clashes"),
    ("war", "War between Kenya and Somalia broke out in 1977.", "Kenya and Somalia fights"),
    ("sanction", "Kenya sanctioned Peru on Monday.", "Kenya sanctions Peru"),
    ("expel", "Kenya expelled Omar Diallo on Monday.", "Kenya expels Omar Diallo"),
    ("recall_envoy", "Kenya recalled its ambassador from Peru.", "Kenya recalls its envoy from Peru"),
    ("strike_on", "Kenyan strikes on Mombasa killed ten people.", "Kenya strikes Mombasa"),
    ("suspend", "The party suspended Omar Diallo on Monday.", "party suspends Omar Diallo"),
    ("mobilize", "Kenya deployed warships on Monday.", "Kenya deploys warships"),
    ("send_troops", "Kenya sent troops to Somalia.", "Kenya sends troops to Somalia"),
    ("arrest", "Police detained Omar Diallo on Monday.", "police detains Omar Diallo"),
    ("seize", "Police seized documents in Lima.", "police seizes documents in Lima"),
    ("ban", "Kenya banned protests on Monday.", "Kenya bans protests"),
    ("order", "Omar Diallo ordered Maria Lopez to leave.", "Omar Diallo orders Maria Lopez"),
    ("abduct", "Rebels abducted Omar Diallo in 2019.", "rebels abducts Omar Diallo"),
    ("overthrow", "The army ousted Omar Diallo in 2019.", "ousts Omar Diallo"),
    ("disperse", "Police dispersed protesters in Lima.", "police disperses protesters"),
    ("use_force", "Police used tear gas against protesters in Lima.", "police uses force against protesters"),
    ("besiege", "Kenyan troops encircled Mombasa.", "Kenya encircles Mombasa"),
    ("annex", "Kenya occupied Mombasa in 1920.", "Kenya occupies Mombasa"),
    ("repress", "Kenya persecuted journalists in 2019.", "Kenya persecutes journalists"),
    ("attack", "Kenya attacked Somalia on Monday.", "Kenya attacks Somalia"),
    ("throw", "Protesters threw stones at police.", "protesters throws objects at police"),
    ("set_fire", "Protesters set fire to a bank.", "protesters sets fire to bank"),
    ("drive_back", "Kenyan troops drove back rebels in Mombasa.", "Kenya drives back rebels"),
    ("strike", "Kenyan missiles hit Mombasa.", "Kenya hits Mombasa"),
    ("launch_missile", "Kenya fired missiles at Mombasa.", "Kenya fires at Mombasa"),
    ("offensive", "Kenya invaded Somalia in 2011.", "Kenya invades Somalia"),
    ("capture", "Kenya captured Mombasa on Monday.", "Kenya captures Mombasa"),
    ("recapture", "Kenya retook Mombasa on Monday.", "Kenya recaptures Mombasa"),
    ("kill", "Rebels killed Omar Diallo on Monday.", "rebels kills Omar Diallo"),
    ("wound", "Police shot Omar Diallo on Monday.", "police shoots Omar Diallo"),
    ("shoot_down", "Kenya shot down a drone on Monday.", "Kenya shoots down drone"),
    ("destroy", "Rebels destroyed a bridge in Mombasa.", "rebels destroys bridge in Mombasa"),
    ("detonate", "A bomb exploded in Mombasa.", "explodes"),
    ("election", "Peru held an election in 2021.", "Peru holds an election"),
    ("win", "Omar Diallo won the election.", "Omar Diallo wins election"),
    ("defeat", "Omar Diallo defeated Maria Lopez in 2021.", "Omar Diallo defeats Maria Lopez"),
    ("lose", "Omar Diallo lost the election.", "Omar Diallo loses election"),
    ("lose_to", "Omar Diallo lost to Maria Lopez in 2021.", "Omar Diallo loses to Maria Lopez"),
    ("elect", "Voters elected Omar Diallo in 2021.", "voters elects Omar Diallo"),
    ("gain_votes", "Omar Diallo secured a majority in 2021.", "Omar Diallo secures majority"),
    ("receive_votes", "Omar Diallo received 12 seats.", "Omar Diallo receives 12 seats"),
    ("place", "Omar Diallo finished second in the race on Monday.", "Omar Diallo comes in"),
    ("run", "Omar Diallo ran for president in 2021.", "Omar Diallo runs for president"),
    ("vote", "Parliament voted on the bill on Monday.", "Parliament votes on bill"),
    ("appoint", "Maria Lopez appointed Omar Diallo on Monday.", "Maria Lopez appoints Omar Diallo"),
    ("take_office", "Omar Diallo succeeded Maria Lopez in 2021.", "Omar Diallo succeeds Maria Lopez"),
    ("become", "Omar Diallo became president in 2021.", "Omar Diallo becomes president"),
    ("serve", "Omar Diallo served as mayor in 2021.", "Omar Diallo serves as mayor"),
    ("resign", "Omar Diallo stepped down on Monday.", "Omar Diallo steps down"),
    ("dismiss", "Maria Lopez fired Omar Diallo on Monday.", "Maria Lopez fires Omar Diallo"),
    ("dissolve", "Omar Diallo dissolved parliament on Monday.", "Omar Diallo dissolves parliament"),
    ("form", "Omar Diallo founded a party in 2019.", "Omar Diallo founds party"),
    ("join", "Omar Diallo joined the army in 1999.", "Omar Diallo joins army"),
    ("sign_law", "Omar Diallo signed the bill on Monday.", "Omar Diallo signs bill"),
    ("pass_law", "Parliament approved the bill on Monday.", "Parliament approves bill"),
    ("call_election", "Omar Diallo called a snap election.", "Omar Diallo calls an election"),
    ("rule", "The court overturned the law on Monday.", "court overturns law"),
    ("convict", "The court convicted Omar Diallo on Monday.", "court convicts Omar Diallo"),
    ("sentence", "The court sentenced Omar Diallo on Monday.", "court sentences Omar Diallo"),
    ("trial", "Omar Diallo testified on Monday.", "Omar Diallo testifies"),
    ("appeal", "Omar Diallo filed a motion on Monday.", "Omar Diallo files motion"),
    ("declare", "Kenya declared independence in 1963.", "Kenya declares independence"),
    ("die", "Omar Diallo died on Monday.", "Omar Diallo dies"),
    ("birth", "Omar Diallo was born in Lima.", "Omar Diallo is born"),
    ("bury", "Omar Diallo was buried in Lima.", "buries Omar Diallo"),
    ("marry", "Omar Diallo married Maria Lopez in 1999.", "Omar Diallo and Maria Lopez marries"),
    ("hospitalize", "Omar Diallo was hospitalized on Monday.", "hospitalizes Omar Diallo"),
    ("fall_ill", "Omar Diallo fell ill on Monday.", "Omar Diallo falls ill"),
    ("infect", "A disease infected Omar Diallo in Lima.", "infects Omar Diallo"),
    ("vaccinate", "Kenya vaccinated children in 2021.", "Kenya vaccinates children"),
    ("disaster", "An earthquake struck Chile on Tuesday.", "earthquake strikes"),
    ("crash", "A bus crashed in Lima on Monday.", "crashes"),
    ("structure_collapse", "The wall gave way in Lima.", "gives way"),
    ("burn", "The building burned down in Lima.", "burns down"),
    ("go_missing", "Omar Diallo disappeared on Monday.", "Omar Diallo disappears"),
    ("find", "Police found a weapon in Lima.", "police finds weapon in Lima"),
    ("displace", "Rebels displaced villagers in Mombasa.", "rebels displaces villagers"),
    ("arrive", "Omar Diallo traveled to Lima on Monday.", "Omar Diallo travels to Lima"),
    ("announce", "Kenya announced a plan on Monday.", "Kenya announces plan"),
    ("speak", "Omar Diallo spoke to reporters in Lima.", "Omar Diallo speaks to reporters"),
    ("labour_strike", "Teachers in Lima struck on Monday.", "teachers goes on strike"),
    ("block_way", "Farmers blocked the bridge on Monday.", "farmers blocks bridge"),
    ("attack_policy", "Omar Diallo attacked the budget.", "Omar Diallo attacks budget"),
    ("cancel", "Kenya postponed the election.", "Kenya postpones election"),
    ("close", "Kenya closed the border on Monday.", "Kenya closes border"),
    ("open", "Kenya reopened the border on Monday.", "Kenya reopens border"),
    ("change", "Kenya raised taxes on Monday.", "Kenya raises taxes"),
    ("start", "Kenya began construction on Monday.", "Kenya begins construction"),
    ("end", "Kenya completed construction on Monday.", "Kenya completes construction"),
    ("continue", "Omar Diallo remained in Lima.", "Omar Diallo remains in Lima"),
    ("buy", "Kenya bought tanks from Peru.", "Kenya buys tanks"),
    ("award", "Kenya awarded Omar Diallo a medal.", "Kenya awards Omar Diallo"),
    ("claim_responsibility", "Rebels claimed responsibility for the attack.", "rebels claims responsibility for attack"),
    ("launch_space", "Kenya tested a missile on Monday.", "Kenya tests missile"),
    ("bring", "Police brought Omar Diallo to Lima.", "police brings Omar Diallo"),
    ("study", "Omar Diallo worked for Kenya in 1999.", "Omar Diallo works for Kenya"),
    ("gather", "Protesters gathered in Lima.", "protesters gathers"),
    ("write", "Omar Diallo wrote to Maria Lopez.", "Omar Diallo writes to Maria Lopez"),
    ("retaliate", "Kenya retaliated against Somalia.", "Kenya retaliates against Somalia"),
    ("fail", "Omar Diallo missed the vote.", "Omar Diallo misses vote"),
    ("register", "The commission certified the result in Lima.", "commission certifies result"),
    ("reduce", "Kenya's reduction of tariffs angered Peru.", "Kenya reduces tariffs"),
]

#: verb, third person singular of the present
INFLECTED = [
    ("meet", "meets"),
    ("push back", "pushes back"),
    ("deny", "denies"),
    ("employ", "employs"),
    ("go missing", "goes missing"),
    ("have", "has"),
    ("pass", "passes"),
    ("tax", "taxes"),
    ("do", "does"),
]


#: act, what is done by nobody known
PARTICIPLES = [
    ("arrests", "arrested"),
    ("drives back", "driven back"),
    ("seizes", "seized"),
    ("buries", "buried"),
    ("destroys", "destroyed"),
    ("passes", "passed"),
    ("bans", "banned"),
    ("pushes back", "pushed back"),
    ("swears in", "sworn in"),
    ("releases", "released"),
    ("overthrows", "overthrown"),
    ("taxes", "taxed"),
]


@pytest.mark.model
@pytest.mark.parametrize(("frame", "text", "told"), TOLD)
def test_frames_tell_their_act(nlp: Language, frame: str, text: str, told: str) -> None:
    doc = nlp(text)
    reading = read(doc, PUBLISHED)
    name = {thing.id: thing.name for thing in reading.references.things}
    found = [event for event in find_events(doc, reading) if event.rule.endswith(f".{frame}")]
    sides = [(" and ".join(name[a] for a in e.agents), " and ".join(name[r] for r in e.recipients) or e.theme or "") for e in found]
    assert [" ".join(filter(None, (doers, event.act, objects))) for event, (doers, objects) in zip(found, sides, strict=True)] == [told]


def test_frames_are_all_told() -> None:
    assert {frame for frame, _, _ in TOLD} == set(table(LEXICON)["frame"])


@pytest.mark.parametrize(("verb", "inflected"), INFLECTED)
def test_third_person_inflects_the_first_word(verb: str, inflected: str) -> None:
    assert third_person(verb) == inflected


@pytest.mark.parametrize(("act", "participle"), PARTICIPLES)
def test_past_participle_of_an_act(act: str, participle: str) -> None:
    assert past_participle(act) == participle
