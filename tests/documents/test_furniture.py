"""Furniture: tables of what goes and what must stay."""

from __future__ import annotations

import pytest

from kg.documents.cleaning import clean

LEAD = "The finance minister of Peru, Lucia Quispe, presented the budget to the parliament on Monday, and the deputies debated it."
LAST = "The vote on the budget is due on Thursday, said the speaker of the parliament, Rosa Huanca."


@pytest.mark.parametrize(
    "line",
    [
        "By Amara Nwosu",
        "By AMARA NWOSU and Jon de Vries, Staff Writers",
        "Amara Nwosu",
        "Reporting from Lima, Peru",
        "Advertisement",
        "ADVERTISEMENT:",
        "Story Continued Below",
        "Read more: Why the budget matters",
        "READ MORE: Ministers clash over budget",
        "Related: Ten facts about the budget",
        "Follow us on Twitter @example",
        "Sign up for our newsletter to get the news every morning.",
        "Share this article",
        "Enjoyed this newsletter? Please consider supporting our independent journalism. Tell your friends, or join as a member.",
        "Forward this to a friend.",
        "Was this forwarded to you? Get your own copy every Monday.",
        "Please consider becoming a member: our reporting depends on you.",
        "You can unsubscribe at any time.",
        "SHARE THIS ARTICLE Share Tweet Post Email",
        "© 2024 Example Media, LLC",
        "Copyright © 2024 Example Media. All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed without permission.",
        "Amara Nwosu in Lagos and Jon de Vries in Lima contributed to this report.",
        "(Reporting by Amara Nwosu; editing by Jon de Vries)",
        "We use cookies to make this site better.",
        "(With inputs from agencies)",
        "To continue reading, create a free account.",
        "Reprinted with permission of the Example Times.",
        "The minister before the vote. (AP Photo/Amara Nwosu)",
        "The minister before the vote. Photograph: Amara Nwosu/EPA",
        "The minister before the vote on Monday. REUTERS/Amara Nwosu",
        "Amara Nwosu/Getty Images",
        "Photo: Amara Nwosu",
        "Updated March 3, 2024 at 10:15 a.m.",
        "https://example.org/budget",
        "* * *",
        "What the budget says",
    ],
)
def test_furniture_goes(line: str) -> None:
    assert clean(f"{LEAD}\n\n{line}\n\n{LAST}").text == f"{LEAD}\n\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up for this budget and you sign up for decline,” the leader of the opposition said.",
        "By Monday the minister had lost her majority.",
        "The minister said that her party would support the budget and asked the deputies to do so too.",
        "The company changed the terms of service of its network in Peru.",
        "The pictures were taken in Lima, the agency Reuters said.",
        "In her speech, Quispe said:",
        "Forward troops had left the border by Monday, and the minister supported the decision.",
        "Please consider our position, the minister asked the members of the parliament in a letter.",
        "Support for journalism was cut by half in the budget, and we asked the minister why.",
        "“We cannot donate what we do not have,” she said.",
        "He won.",
        "Copyright law was changed by the parliament, and the minister said: “This protects our writers and singers.”",
    ],
)
def test_body_stays(line: str) -> None:
    assert line in clean(f"{LEAD}\n\n{line}\n\n{LAST}").text.split("\n\n")


PLEA = [
    "A message from the Example Times:",
    "Dear readers,",
    "We face hard times. Our reporters are threatened because of their journalism.",
    "Your support makes a difference. Please donate today.",
]


def test_pleas_go_to_the_end_of_the_article() -> None:
    assert clean("\n".join([LEAD, LAST, *PLEA])).text == f"{LEAD}\n\n{LAST}"


def test_pleas_end_where_the_article_goes_on() -> None:
    assert clean("\n".join([LEAD, *PLEA, LAST, "Nobody spoke."])).text == f"{LEAD}\n\n{LAST}\n\nNobody spoke."


def test_plea_words_in_the_article_are_no_plea() -> None:
    body = "Dear readers of old will remember the strike, the minister said."
    assert body in clean(f"{LEAD}\n{body}\n{LAST}").text


def test_short_lines_are_no_headings_where_all_lines_are_short() -> None:
    source = "Budget presented in Lima\nDeputies of the opposition walk out\nVote is due on Thursday"
    assert clean(source).text == source.replace("\n", "\n\n")
