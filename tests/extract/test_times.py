"""Time expressions: one table of sentences with what their one expression denotes, read on Thursday 13 March 2025."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.model import Name, Role, Time, TimeKind
from kg.extract.times import find_times, outside_persons
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model
PUBLISHED = date(2025, 3, 13)

#: sentence, words of the expression, first day, last day ("" is an open end)
DATES = [
    # weekdays
    ("The minister resigned on Thursday.", "Thursday", "2025-03-13", "2025-03-13"),
    ("The minister resigned on Friday.", "Friday", "2025-03-07", "2025-03-07"),
    ("The minister resigned on Wednesday evening.", "Wednesday evening", "2025-03-12", "2025-03-12"),
    ("The minister resigned late Monday.", "late Monday", "2025-03-10", "2025-03-10"),
    ("The minister resigned last Friday.", "last Friday", "2025-03-07", "2025-03-07"),
    ("The minister resigned last Thursday.", "last Thursday", "2025-03-06", "2025-03-06"),
    ("The two leaders will meet on Friday in Oslo.", "Friday", "2025-03-14", "2025-03-14"),
    ("The two leaders are scheduled to meet on Monday.", "Monday", "2025-03-17", "2025-03-17"),
    ("The two leaders are due to meet on Monday.", "Monday", "2025-03-17", "2025-03-17"),
    ("The two leaders plan to meet on Saturday.", "Saturday", "2025-03-15", "2025-03-15"),
    ("The two leaders agreed to meet on Saturday.", "Saturday", "2025-03-15", "2025-03-15"),
    ("The council is expected to vote on Tuesday.", "Tuesday", "2025-03-18", "2025-03-18"),
    ("The council will vote next Tuesday.", "next Tuesday", "2025-03-18", "2025-03-18"),
    ("The council will vote next Thursday.", "next Thursday", "2025-03-20", "2025-03-20"),
    ("The council votes this coming Sunday.", "this coming Sunday", "2025-03-16", "2025-03-16"),
    ("The council voted this past Sunday.", "this past Sunday", "2025-03-09", "2025-03-09"),
    ("Ahead of Friday's summit, Peru recalled its envoy.", "Friday", "2025-03-14", "2025-03-14"),
    ("Wednesday's vote was close.", "Wednesday", "2025-03-12", "2025-03-12"),
    ("Talks on Tuesday ended without a result.", "Tuesday", "2025-03-11", "2025-03-11"),
    ("She was sworn in on Sunday morning.", "Sunday morning", "2025-03-09", "2025-03-09"),
    # days near the day of publication
    ("The court ruled today.", "today", "2025-03-13", "2025-03-13"),
    ("The court ruled yesterday.", "yesterday", "2025-03-12", "2025-03-12"),
    ("The court ruled yesterday evening.", "yesterday evening", "2025-03-12", "2025-03-12"),
    ("The court will rule tomorrow.", "tomorrow", "2025-03-14", "2025-03-14"),
    ("The court will rule tonight.", "tonight", "2025-03-13", "2025-03-13"),
    ("The court ruled last night.", "last night", "2025-03-12", "2025-03-12"),
    ("The court ruled this morning.", "this morning", "2025-03-13", "2025-03-13"),
    ("The court ruled the day before yesterday.", "the day before yesterday", "2025-03-11", "2025-03-11"),
    ("The court will rule the day after tomorrow.", "the day after tomorrow", "2025-03-15", "2025-03-15"),
    # dates
    ("The treaty was signed on 12 March.", "12 March", "2025-03-12", "2025-03-12"),
    ("The treaty was signed on March 12.", "March 12", "2025-03-12", "2025-03-12"),
    ("The treaty was signed on 12 March 2019.", "12 March 2019", "2019-03-12", "2019-03-12"),
    ("The treaty was signed on March 12, 2019.", "March 12, 2019", "2019-03-12", "2019-03-12"),
    ("The treaty was signed on March 12th, 2019.", "March 12th, 2019", "2019-03-12", "2019-03-12"),
    ("The treaty was signed on the 12th of March 2019.", "the 12th of March 2019", "2019-03-12", "2019-03-12"),
    ("The treaty was signed on Tuesday, 4 March.", "Tuesday, 4 March", "2025-03-04", "2025-03-04"),
    ("The treaty was signed on Sept. 4, 2020.", "Sept. 4, 2020", "2020-09-04", "2020-09-04"),
    ("The treaty was signed on 2024-02-29.", "2024-02-29", "2024-02-29", "2024-02-29"),
    ("The treaty was signed on August 20.", "August 20", "2024-08-20", "2024-08-20"),
    ("The treaty was signed on December 30.", "December 30", "2024-12-30", "2024-12-30"),
    ("The treaty will be signed on August 20.", "August 20", "2025-08-20", "2025-08-20"),
    ("The treaty will be signed on 20 March.", "20 March", "2025-03-20", "2025-03-20"),
    ("The vote is scheduled for April 5.", "April 5", "2025-04-05", "2025-04-05"),
    ("The vote took place on September 20 of last year.", "September 20 of last year", "2024-09-20", "2024-09-20"),
    ("The fair was held on March 3-9.", "March 3-9", "2025-03-03", "2025-03-09"),
    ("The fair was held from 3 to 9 March 2020.", "3 to 9 March 2020", "2020-03-03", "2020-03-09"),
    ("The fair was held between 3 and 9 March.", "3 and 9 March", "2025-03-03", "2025-03-09"),
    ("He was held between November 27 and December 10.", "November 27 and December 10", "2024-11-27", "2024-12-10"),
    ("He was held from November 27, 2019 to January 3, 2020.", "November 27, 2019 to January 3, 2020", "2019-11-27", "2020-01-03"),
    # months
    ("The army withdrew in August 2018.", "August 2018", "2018-08-01", "2018-08-31"),
    ("The army withdrew in August.", "August", "2024-08-01", "2024-08-31"),
    ("The army withdrew in February.", "February", "2025-02-01", "2025-02-28"),
    ("The army withdrew in March.", "March", "2025-03-01", "2025-03-31"),
    ("The army will withdraw in June.", "June", "2025-06-01", "2025-06-30"),
    ("The army withdrew last August.", "last August", "2024-08-01", "2024-08-31"),
    ("The army withdrew in early March 2024.", "early March 2024", "2024-03-01", "2024-03-11"),
    ("The army withdrew in late February.", "late February", "2025-02-19", "2025-02-28"),
    ("The army withdrew in mid-January.", "mid-January", "2025-01-11", "2025-01-21"),
    ("The army withdrew in January of this year.", "January of this year", "2025-01-01", "2025-01-31"),
    ("The army withdrew between May and July 2020.", "May and July 2020", "2020-05-01", "2020-07-31"),
    # years
    ("The party won in 2022.", "2022", "2022-01-01", "2022-12-31"),
    ("The party, founded in 1995, won.", "1995", "1995-01-01", "1995-12-31"),
    ("The 2016 election was disputed.", "2016", "2016-01-01", "2016-12-31"),
    ("The war ended in mid-2024.", "mid-2024", "2024-05-01", "2024-09-01"),
    ("He ruled from 1999 to 2008.", "1999 to 2008", "1999-01-01", "2008-12-31"),
    ("He ruled between 1999 and 2008.", "1999 and 2008", "1999-01-01", "2008-12-31"),
    ("His first term (2014-2018) was calm.", "2014-2018", "2014-01-01", "2018-12-31"),
    ("Minister Ana Duarte (2014–18) was popular.", "2014–18", "2014-01-01", "2018-12-31"),
    # longer and shorter stretches
    ("He lived abroad in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
    ("He lived abroad in the seventies.", "the seventies", "1970-01-01", "1979-12-31"),
    ("Output fell in the second quarter of 2023.", "the second quarter of 2023", "2023-04-01", "2023-06-30"),
    ("Output fell in the first half of 2023.", "the first half of 2023", "2023-01-01", "2023-06-30"),
    ("Output fell in Q3 2022.", "Q3 2022", "2022-07-01", "2022-09-30"),
    ("Output fell last summer.", "last summer", "2024-06-01", "2024-08-31"),
    ("Output fell in the summer of 2019.", "the summer of 2019", "2019-06-01", "2019-08-31"),
    ("Output fell in spring 2020.", "spring 2020", "2020-03-01", "2020-05-31"),
    ("Output fell last week.", "last week", "2025-03-03", "2025-03-09"),
    ("Output fell last month.", "last month", "2025-02-01", "2025-02-28"),
    ("Output fell last year.", "last year", "2024-01-01", "2024-12-31"),
    ("Output will fall next week.", "next week", "2025-03-17", "2025-03-23"),
    ("Output will fall next year.", "next year", "2026-01-01", "2026-12-31"),
    ("Output fell this year.", "this year", "2025-01-01", "2025-12-31"),
    ("Output fell earlier this week.", "earlier this week", "2025-03-10", "2025-03-13"),
    ("Output fell earlier this year.", "earlier this year", "2025-01-01", "2025-03-13"),
    ("Output will fall later this month.", "later this month", "2025-03-13", "2025-03-31"),
    ("Output fell last weekend.", "last weekend", "2025-03-08", "2025-03-09"),
    ("Output fell over the past week.", "the past week", "2025-03-06", "2025-03-13"),
    ("Output fell over the past two weeks.", "the past two weeks", "2025-02-27", "2025-03-13"),
    ("Output fell over the last three years.", "the last three years", "2022-03-13", "2025-03-13"),
    ("Output will fall over the next ten days.", "the next ten days", "2025-03-13", "2025-03-23"),
    ("Output will fall by the end of the year.", "by the end of the year", "2025-03-13", "2025-12-31"),
    # so long ago
    ("The storm hit three days ago.", "three days ago", "2025-03-10", "2025-03-10"),
    ("The storm hit two weeks ago.", "two weeks ago", "2025-02-24", "2025-03-02"),
    ("The storm hit a month ago.", "a month ago", "2025-02-01", "2025-02-28"),
    ("The storm hit a year ago.", "a year ago", "2024-01-01", "2024-12-31"),
    ("The storm hit 20 years ago.", "20 years ago", "2005-01-01", "2005-12-31"),
    # bounds
    ("The region has been at war since 2014.", "since 2014", "2014-01-01", "2025-03-13"),
    ("The region has been at war since last Monday.", "since last Monday", "2025-03-10", "2025-03-13"),
    ("The ban will stay until June.", "until June", "2025-03-13", "2025-06-30"),
    ("The law took force after 1995.", "after 1995", "1995-12-31", ""),
    ("The law took force before 1995.", "before 1995", "", "1995-01-01"),
    # a time of day joins its day
    ("The bomb went off at 9 a.m. on Tuesday.", "9 a.m. on Tuesday", "2025-03-11", "2025-03-11"),
    # weekends, holidays, parts of months and years
    ("The party met over the weekend.", "the weekend", "2025-03-08", "2025-03-09"),
    ("The party will meet at the weekend.", "the weekend", "2025-03-15", "2025-03-16"),
    ("The party will meet this weekend.", "this weekend", "2025-03-15", "2025-03-16"),
    ("The shop closed on Christmas Day.", "Christmas Day", "2024-12-25", "2024-12-25"),
    ("The shop closed on New Year's Eve 2019.", "New Year's Eve 2019", "2019-12-31", "2019-12-31"),
    ("The shop will close on Boxing Day.", "Boxing Day", "2025-12-26", "2025-12-26"),
    ("Output fell in the first week of March.", "the first week of March", "2025-03-01", "2025-03-07"),
    ("Output fell in the last week of February 2024.", "the last week of February 2024", "2024-02-23", "2024-02-29"),
    ("Output fell in the first three months of 2024.", "the first three months of 2024", "2024-01-01", "2024-03-31"),
    ("Output fell in the last two months of 2024.", "the last two months of 2024", "2024-11-01", "2024-12-31"),
    ("Output fell in mid-February.", "mid-February", "2025-02-10", "2025-02-19"),
    ("Output fell in early January.", "early January", "2025-01-01", "2025-01-11"),
    ("Output fell in late 2023.", "late 2023", "2023-09-01", "2023-12-31"),
    ("Output fell late last week.", "late last week", "2025-03-07", "2025-03-09"),
    ("Output fell early last month.", "early last month", "2025-02-01", "2025-02-10"),
    ("Output fell at the end of last month.", "the end of last month", "2025-02-19", "2025-02-28"),
    ("Output fell earlier this month.", "earlier this month", "2025-03-01", "2025-03-13"),
    ("Output fell this winter.", "this winter", "2024-12-01", "2025-02-28"),
    ("Output fell last autumn.", "last autumn", "2024-09-01", "2024-11-30"),
    ("Output will fall next spring.", "next spring", "2026-03-01", "2026-05-31"),
    ("Output fell in Q1 2024.", "Q1 2024", "2024-01-01", "2024-03-31"),
    ("Output fell in the second half of 2022.", "the second half of 2022", "2022-07-01", "2022-12-31"),
    ("Output fell in the 20th century.", "the 20th century", "1900-01-01", "1999-12-31"),
    ("Output fell in the early 1980s.", "the early 1980s", "1980-01-01", "1983-05-02"),
    ("Output fell in 1999/2000.", "1999/2000", "1999-01-01", "2000-12-31"),
    # days as numbers, with hours, in other orders
    ("The treaty was signed on 31/12/2024.", "31/12/2024", "2024-12-31", "2024-12-31"),
    ("The treaty was signed on 12/31/2024.", "12/31/2024", "2024-12-31", "2024-12-31"),
    ("The treaty was signed on 2.1.2024 in Lima.", "2.1.2024", "2024-01-02", "2024-01-02"),
    ("The treaty was signed on 2025-03-12T10:00:00 in Lima.", "2025-03-12T10:00:00", "2025-03-12", "2025-03-12"),
    ("The treaty was signed on 1 March 2025 at 10:30.", "1 March 2025 at 10:30", "2025-03-01", "2025-03-01"),
    ("The treaty was signed on Monday, March 10.", "Monday, March 10", "2025-03-10", "2025-03-10"),
    ("The treaty was signed on Monday, 10 March 2025.", "Monday, 10 March 2025", "2025-03-10", "2025-03-10"),
    ("The treaty was signed on Feb. 29, 2024.", "Feb. 29, 2024", "2024-02-29", "2024-02-29"),
    ("The treaty was signed on the morning of 3 March 2020.", "3 March 2020", "2020-03-03", "2020-03-03"),
    ("The treaty was signed on the night of March 3.", "March 3", "2025-03-03", "2025-03-03"),
    ("She was born on 4 May 1970.", "4 May 1970", "1970-05-04", "1970-05-04"),
    ("She left Monday.", "Monday", "2025-03-10", "2025-03-10"),
    ("She left Monday night.", "Monday night", "2025-03-10", "2025-03-10"),
    ("She left at noon on Tuesday.", "Tuesday", "2025-03-11", "2025-03-11"),
    ("She left in the early hours of Tuesday.", "Tuesday", "2025-03-11", "2025-03-11"),
    # more of so long ago, of bounds and of ranges
    ("The wall fell 1,200 years ago.", "1,200 years ago", "0825-01-01", "0825-12-31"),
    ("The wall fell 18 months ago.", "18 months ago", "2023-09-01", "2023-09-30"),
    ("The wall fell a decade ago.", "a decade ago", "2010-01-01", "2019-12-31"),
    ("The wall fell ten days ago.", "ten days ago", "2025-03-03", "2025-03-03"),
    ("Talks have gone on since Monday.", "since Monday", "2025-03-10", "2025-03-13"),
    ("Talks have gone on since the 1980s.", "since the 1980s", "1980-01-01", "2025-03-13"),
    ("Talks have gone on since January.", "since January", "2025-01-01", "2025-03-13"),
    ("Talks will end by Friday.", "by Friday", "2025-03-13", "2025-03-14"),
    ("Talks will go on until Friday.", "until Friday", "2025-03-13", "2025-03-14"),
    ("Talks went on from Monday to Wednesday.", "Monday to Wednesday", "2025-03-10", "2025-03-12"),
    # what the clause says of past and future
    ("The council might vote on Friday.", "Friday", "2025-03-14", "2025-03-14"),
    ("The council should have voted on Friday.", "Friday", "2025-03-07", "2025-03-07"),
    ("He will resign this summer.", "this summer", "2025-06-01", "2025-08-31"),
    ("He said that the vote is this summer.", "this summer", "2025-06-01", "2025-08-31"),
    ("The lake froze this winter.", "this winter", "2024-12-01", "2025-02-28"),
    ("He accepted the offer in June.", "June", "2024-06-01", "2024-06-30"),
    ("He extended the ban to June 1.", "June 1", "2025-06-01", "2025-06-01"),
    ("He resigned with effect from Monday, June 2.", "from Monday, June 2", "2025-06-02", ""),
    ("He resigned on Tuesday, April 9.", "Tuesday, April 9", "2024-04-09", "2024-04-09"),
    ("He was an envoy until June.", "until June", "", "2024-06-30"),
    ("He left prior to Tuesday.", "prior to Tuesday", "", "2025-03-11"),
    ("He extended the ban until June.", "until June", "2025-03-13", "2025-06-30"),
    ("Talks went on between Monday and Wednesday.", "Monday and Wednesday", "2025-03-10", "2025-03-12"),
    ("Talks went on from March 2023 to May 2024.", "March 2023 to May 2024", "2023-03-01", "2024-05-31"),
    ("Talks went on between 2014 and 2016.", "2014 and 2016", "2014-01-01", "2016-12-31"),
]

#: sentence, words of the expression, kind
OTHERS = [
    ("The truce holds for 30 days.", "30 days", TimeKind.DURATION),
    ("The 30-day truce holds.", "30-day", TimeKind.DURATION),
    ("The strike lasted several days.", "several days", TimeKind.DURATION),
    ("He was sentenced to five years in prison.", "five years", TimeKind.DURATION),
    ("It was the end of a decades-long war.", "decades-long", TimeKind.DURATION),
    ("They march every Monday.", "every Monday", TimeKind.SET),
    ("They march each year.", "each year", TimeKind.SET),
    ("They march twice a week.", "twice a week", TimeKind.SET),
    ("They meet on Mondays.", "Mondays", TimeKind.SET),
    ("The paper appears daily.", "daily", TimeKind.SET),
    ("Prices have risen recently.", "recently", TimeKind.VAGUE),
    ("Prices have risen in recent days.", "in recent days", TimeKind.VAGUE),
    ("Prices will rise in the coming weeks.", "in the coming weeks", TimeKind.VAGUE),
    ("Prices will rise soon.", "soon", TimeKind.VAGUE),
    ("He was freed the following day.", "the following day", TimeKind.VAGUE),
    ("He was freed a few hours later.", "a few hours later", TimeKind.VAGUE),
    ("The siren sounded at 9am.", "9am", TimeKind.VAGUE),
    ("The siren sounded at 13:40 local time.", "13:40", TimeKind.VAGUE),
    ("Output fell for two quarters.", "two quarters", TimeKind.DURATION),
    ("The siren lasted 90 minutes.", "90 minutes", TimeKind.DURATION),
    ("The 10-year plan failed.", "10-year", TimeKind.DURATION),
    ("The two-week truce failed.", "two-week", TimeKind.DURATION),
    ("The mission lasted 1,000 days.", "1,000 days", TimeKind.DURATION),
    ("He ruled for more than 20 years.", "20 years", TimeKind.DURATION),
    ("They meet every two years.", "every two years", TimeKind.SET),
    ("They meet on weekends.", "weekends", TimeKind.SET),
    ("They meet monthly.", "monthly", TimeKind.SET),
    ("They meet each Friday.", "each Friday", TimeKind.SET),
    ("Bones from 40,000 years ago were found.", "40,000 years ago", TimeKind.VAGUE),
    ("The wall fell half a year ago.", "half a year ago", TimeKind.VAGUE),
    ("The wall fell a year and a half ago.", "a year and a half ago", TimeKind.VAGUE),
    ("The wall fell several years ago.", "several years ago", TimeKind.VAGUE),
    ("Output fell in the fiscal year 2023.", "the fiscal year 2023", TimeKind.VAGUE),
    ("Output fell in fiscal 2023.", "fiscal 2023", TimeKind.VAGUE),
    ("Output fell in the 2022-23 fiscal year.", "the 2022-23 fiscal year", TimeKind.VAGUE),
    ("The treaty was signed on 3/12/2024.", "3/12/2024", TimeKind.VAGUE),
    ("Fighting went on overnight.", "overnight", TimeKind.VAGUE),
    ("He had met the mayor earlier in the day.", "earlier in the day", TimeKind.VAGUE),
    ("Clashes went on by the evening hours.", "by the evening hours", TimeKind.VAGUE),
    ("Clashes went on in the early morning.", "in the early morning", TimeKind.VAGUE),
    ("He was freed that evening.", "that evening", TimeKind.VAGUE),
    ("He was freed a week later.", "a week later", TimeKind.VAGUE),
    ("He was freed in the past 24 hours.", "the past 24 hours", TimeKind.DATE),
]

#: sentence, granularity of its one expression
GRANULAR = [
    ("He was freed on Thursday.", "day"),
    ("He was freed over the weekend.", "day"),
    ("He was freed last week.", "week"),
    ("He was freed in the last week of February 2024.", "week"),
    ("He was freed in August.", "month"),
    ("He was freed in the first three months of 2024.", "month"),
    ("He was freed in the second quarter of 2023.", "quarter"),
    ("He was freed last summer.", "season"),
    ("He was freed in 2019.", "year"),
    ("He was freed in fiscal 2019.", "year"),
    ("He was freed in the 1990s.", "decade"),
    ("He was freed in the 19th century.", "decade"),
    ("He was freed after 30 days.", "none"),
    ("He was freed recently.", "none"),
]

#: sentence, symbolic value, where nothing says when the article appeared
UNDATED = [
    ("He was freed on Thursday.", "dow:thursday"),
    ("He was freed in August.", "XXXX-08"),
    ("He was freed on 12 March.", "XXXX-03-12"),
    ("He was freed yesterday.", "day-1"),
    ("He was freed last week.", "week-1"),
    ("He was freed three days ago.", "days-3"),
    ("He was freed over the weekend.", "weekend-1"),
    ("He was freed on Christmas Day.", "XXXX-12-25"),
    ("He was freed in the first week of May.", "XXXX-05/first week"),
    ("He was freed tomorrow.", "day+1"),
    ("He was freed in mid-June.", "XXXX-06/mid"),
]

NO_TIME = [
    "About 2000 people marched through Lima.",
    "Thousands marched in 2000 towns.",
    "He may march with them.",
    "The 45-year-old man was arrested.",
    "A man aged 45 was arrested.",
    "The flight carried 2,019 passengers.",
    "They march together.",
    "He hosted Lima in the Morning.",
    "The fall of the government was a surprise.",
]


@pytest.mark.parametrize(("text", "words", "earliest", "latest"), DATES)
def test_find_times_places_dates(nlp: Language, text: str, words: str, earliest: str, latest: str) -> None:
    found = _only(nlp, text, PUBLISHED)
    assert found[0] == words
    assert found[1].kind is TimeKind.DATE
    assert found[1].when is not None
    assert (str(found[1].when.earliest or ""), str(found[1].when.latest or "")) == (earliest, latest)


@pytest.mark.parametrize(("text", "words", "kind"), OTHERS)
def test_find_times_keeps_kinds_apart(nlp: Language, text: str, words: str, kind: TimeKind) -> None:
    found = _only(nlp, text, PUBLISHED)
    assert (found[0], found[1].kind, found[1].when) == (words, kind, None)


@pytest.mark.parametrize(("text", "value"), UNDATED)
def test_find_times_stays_relative_without_publication(nlp: Language, text: str, value: str) -> None:
    found = _only(nlp, text, None)
    assert (found[1].value, found[1].when) == (value, None)


@pytest.mark.parametrize(("text", "granularity"), GRANULAR)
def test_find_times_knows_how_fine_a_time_is(nlp: Language, text: str, granularity: str) -> None:
    assert _only(nlp, text, PUBLISHED)[1].granularity == granularity


@pytest.mark.parametrize("text", NO_TIME)
def test_find_times_leaves_other_words_alone(nlp: Language, text: str) -> None:
    assert find_times(nlp(text), PUBLISHED) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was jailed on Monday and freed the following day.", ["2025-03-10", "2025-03-11"]),
        ("He was jailed on 3 March. He was freed two days later.", ["2025-03-03", "2025-03-05"]),
        ("He was jailed on Monday. He was charged on the same day.", ["2025-03-10", "2025-03-10"]),
        ("The vote was postponed to 20 March. He was freed the same day.", ["2025-03-20", "None"]),
        ("On 3 March he spoke. On Monday he was jailed, and that night he was freed.", ["2025-03-03", "2025-03-10", "2025-03-10"]),
        ("He resigned two days before the March 12 deadline.", ["2025-03-10", "None"]),
        ("He was jailed on Monday. It came two days after the court ruled.", ["2025-03-10", "None"]),
        ("He was jailed on Monday. He fled two days after.", ["2025-03-10", "2025-03-12"]),
        ("He was jailed on Monday and tried on Tuesday. He was freed the next day.", ["2025-03-10", "2025-03-11", "None"]),
    ],
)
def test_find_times_settles_following_days_by_one_date(nlp: Language, text: str, expected: list[str]) -> None:
    found = find_times(nlp(text), PUBLISHED)
    assert [str(time.when and time.when.earliest) for time in found] == expected


def test_find_times_gives_several_in_order(nlp: Language) -> None:
    doc = nlp("On Monday the court said that it would rule on 20 March, two years after the trial.")
    found = find_times(doc, PUBLISHED)
    assert [time.start for time in found] == sorted(time.start for time in found)
    assert [str(time.when and time.when.latest) for time in found[:2]] == ["2025-03-10", "2025-03-20"]


def test_outside_persons_takes_no_surname_for_a_month(nlp: Language) -> None:
    doc = nlp("Elisa May resigned. Peru spoke of May's plan in March. Talks ended in May.")
    names = (Name(0, 2, Kind.PERSON, "Elisa May", None, None, Role.NAME),)
    times = find_times(doc, PUBLISHED)
    assert [time.value for time in times][-3:] == ["2024-05", "2025-03", "2024-05"]
    assert [time.value for time in outside_persons(doc, times, names)] == ["2025-03", "2024-05"]


def _only(nlp: Language, text: str, published: date | None) -> tuple[str, Time]:
    doc = nlp(text)
    found = find_times(doc, published)
    assert len(found) == 1, [doc[time.start : time.end].text for time in found]
    return doc[found[0].start : found[0].end].text, found[0]
