"""Circumstances: sentences and short articles with the day of one of their acts, by the construction that gives it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.events import find_events
from kg.extract.reading import read

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model
PUBLISHED = date(2025, 3, 13)

#: article, trigger, first day of its last event by that word (None: no day)
DAYS = [
    # a clause that says what happened at the same time
    ("When Omar Diallo took office in 2019, he also became head of the army.", "became", "2019-01-01"),
    ("While visiting Lima on Monday, Omar Diallo urged Peru to lift the ban.", "urged", "2025-03-10"),
    ("Omar Diallo resigned after Maria Lopez won in 2019.", "resigned", None),
    # the first to do it; one of those who did it
    ("Maria Lopez became the first woman to lead the party in 2010.", "became", "2010-01-01"),
    # the time that a clause belongs to
    ("On Monday, the same day that Omar Diallo resigned, Peru lifted the ban.", "resigned", "2025-03-10"),
    # what a happening did; what is held and attended
    ("A crash followed by a fire on Monday killed five people.", "killed", "2025-03-10"),
    ("Thousands of people attended an earlier procession, which took place in Lima on Monday.", "attended", "2025-03-10"),
    ("The man who killed Omar Diallo on Monday was arrested by police.", "killed", "2025-03-10"),
    ("Maria Lopez, a candidate for the Peruvian election to be held on April 9, left Lima.", "election", "2025-04-09"),
    # verbs joined by "and"; a text that does it
    ("Police arrested three people and charged them with murder on Tuesday.", "arrested", "2025-03-11"),
    ("Kenya attacked Somalia, but withdrew its troops on Tuesday.", "attacked", None),
    ("On Monday Omar Diallo signed a decree banning the party.", "banning", "2025-03-10"),
    # days before years in names, points before limits
    ("Omar Diallo won the 2019 Lima Marathon on Sunday.", "won", "2025-03-09"),
    ("On Monday the court issued a ruling on the suspension of the parliament until May 14.", "ruling", "2025-03-10"),
    ("Peru will ban the import of rice from June 15.", "ban", "2025-06-15"),
    # counted from what was told before, or from what is named
    ("Kenya withdrew its troops from Somalia in 2011. Kenya attacked Somalia three years later.", "attacked", "2014-01-01"),
    ("Rebels attacked Mombasa on Monday. Kenya arrested two men hours after the attack.", "arrested", "2025-03-10"),
    ("Peru held an election on March 3. Omar Diallo met Maria Lopez two days before the election.", "met", "2025-03-01"),
    ("Peru will hold an election on May 4. Omar Diallo met Maria Lopez a day before the election.", "met", None),
    ("Rebels attacked Mombasa. Kenya arrested two men hours after the attack.", "arrested", None),
    # what is known as of a day; what somebody says of his own day
    ("As of Saturday the crash in Lima was being investigated by police.", "crash", None),
    ('Omar Diallo said on Monday, "Yesterday we attacked Somalia."', "attacked", "2025-03-09"),
    ('Omar Diallo said, "Yesterday we attacked Somalia."', "attacked", None),
    ("Omar Diallo said that Kenya attacked Somalia yesterday.", "attacked", "2025-03-12"),
    # the time of day
    ("Rebels attacked Mombasa on Monday. At about 8:30 p.m., police arrested Omar Diallo.", "arrested", "2025-03-10"),
    (
        "Rebels attacked Mombasa on Monday.\n\nNorway apologized.\n\nLater in the day, police arrested Omar Diallo.",
        "arrested",
        "2025-03-10",
    ),
    ("Rebels attacked Mombasa in 2019. At about 8:30 p.m., police arrested Omar Diallo.", "arrested", None),
    ("The court ruled on Monday. Omar Diallo resigned in 2019. After the ruling, Maria Lopez left at 9 a.m.", "left", "2025-03-10"),
    ("Omar Diallo resigned in 2019. After the ruling, Maria Lopez left at 9 a.m.", "left", None),
    # the day that a text bears; the time behind the name of what is made; the last time
    ("Peru issued a decree dated yesterday, forcing the closure of the channel.", "forcing", "2025-03-12"),
    ("Norway obtained a decree dated yesterday, forcing the closure of the channel.", "obtained", None),
    ("The last time Peru ordered the station to close was during the siege imposed by Omar Diallo back in 1972.", "ordered", "1972-01-01"),
    # an election that a clause belongs to
    ("Omar Diallo lost the 2024 election on November 5, which many outlets have projected Maria Lopez won.", "won", "2024-01-01"),
    # how long before another day it was
    ("Omar Diallo was arrested on Monday, two days after the court dismissed him.", "dismissed", "2025-03-08"),
    ("Omar Diallo fell ill on Tuesday. This comes two days after he met Maria Lopez.", "met", "2025-03-09"),
    ("Omar Diallo fell ill. This comes two days after he met Maria Lopez.", "met", None),
    # anniversaries: that day of its year, or the year where it is only celebrated
    ("Wednesday was the 70th anniversary of the rebels' takeover of Kismayo.", "takeover", "1955-03-12"),
    ("Wednesday was the one-year anniversary of the coup in Kenya.", "coup", "2024-03-12"),
    ("On Wednesday Peru marked the tenth anniversary of the coup in Kenya.", "coup", "2015-01-01"),
    ("Wednesday was the anniversary of the coup in Kenya.", "coup", None),
    # the day of the occasion at which it happens, by its other mentions
    ("A public hearing was held on Monday. Norway left. Maria Lopez apologized to Peru during the hearing.", "apologized", "2025-03-10"),
    ("The Senate held a hearing on Monday. Maria Lopez apologized to Peru during the hearing.", "apologized", "2025-03-10"),
    ("A protest began on Monday. Norway left. Maria Lopez apologized to Peru during the protest.", "apologized", None),
    ("A hearing was held on Monday, and another hearing in 2019. Maria Lopez apologized to Peru at the hearing.", "apologized", None),
    (
        "Rebels fired at a mass rally on Monday. Norway left.\n\nPeru arrested Omar Diallo ten minutes after the mass rally.",
        "arrested",
        "2025-03-10",
    ),
    ("Peru met Chile on Monday. Last summer Peru met Norway. Omar Diallo attended the meeting.", "attended", None),
    # "the attack" is whatever violence was told
    (
        "A gunman shot shoppers in Lima on Monday. Norway left.\n\nPeru said that two people were killed in the attack.",
        "killed",
        "2025-03-10",
    ),
    # what opens the sentence; days that are named before those that are counted
    ("On Monday, the firm revealed that it had bought the plant on March 3.", "revealed", "2025-03-10"),
    ("At 4:42 on Saturday (2024 Friday, UTC), an earthquake struck Lima, injuring at least 25 people.", "injuring", "2025-03-08"),
    ("On Thursday, Omar Diallo, the mayor of Lima, extended the lockdown to May 1.", "extended", "2025-03-13"),
    ("Kenya left on May 24. Just two days later on May 25, Maria Lopez warned Peru.", "warned", "2024-05-25"),
    ("Rebels attacked Lima on Monday. The court charged Omar Diallo in the attack.", "charged", None),
]


@pytest.mark.parametrize(("text", "trigger", "day"), DAYS)
def test_days_of_acts(nlp: Language, text: str, trigger: str, day: str | None) -> None:
    doc = nlp(text)
    event = [event for event in find_events(doc, read(doc, PUBLISHED)) if doc[event.trigger].text == trigger][-1]
    assert (None if event.when is None else str(event.when.earliest)) == day
