"""What is true in the world on a day, as conditions on facts.

- A tenure is valid on the days between its stated start and end. One without them is valid on days within a year of an observation
  ("observed on"), until the same person is seen as a former holder; a former holder or one only elect is valid on stated days only.
  Where nothing is dated, nothing speaks against it.
- A stance is valid from the day on which it is stated until the actor takes another one on the same issue; both have to be dated for
  the one to take the place of the other.
- A statement counts once it is made, an event or a number once it is over or told of.

No date is invented: what is dated vaguely, or not at all, counts from the day on which an article is published that states it.

The engine answers joins and one-triple negations fast, and longer negations slowly, so those are written as groups with HAVING; they
hold the rest of the filter as well, so that they look at no more facts than it asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from kg.ntriples import value

YEAR: Final = timedelta(days=366)
"""How far from the day of an observation a tenure without stated dates is taken to be valid."""


def valid(kind: str, day: date, narrowed: str) -> Iterator[str]:
    """The conditions that a fact of a kind, narrowed by others, is true in the world on a day."""
    match kind:
        case "office":
            yield from _in_office(day)
            yield _not_gone(day, narrowed)
        case "stance":
            yield _stood(day, narrowed)
        case "event" | "quantity":
            yield f"FILTER NOT EXISTS {{ ?fact kg:earliest ?begun . FILTER(?begun > {value(day)}) }}"
            yield f"{{ {_by_then('kg:latest', day)} }}"
        case _:
            yield f"{{ {_by_then('kg:statedOn|kg:latest', day)} }}"


def _by_then(dates: str, day: date) -> str:
    published = f'?told schema:datePublished ?published . FILTER(SUBSTR(STR(?published), 1, 10) <= "{day.isoformat()}")'
    return f"""{{ ?fact {dates} ?then . FILTER(?then <= {value(day)}) }}
    UNION {{ ?fact kg:evidence ?piece . ?piece kg:article ?told . {published} }}"""


def _stood(day: date, narrowed: str) -> str:
    """The last stance of the actor on the issue that is dated by then, and those that are dated vaguely or not at all."""
    then = value(day)
    return f"""{{ {{ SELECT ?fact WHERE {{
      {narrowed}
      ?fact kg:heldBy ?holder ; kg:issue ?matter ; kg:statedOn ?own . FILTER(?own <= {then})
      ?other kg:heldBy ?holder ; kg:issue ?matter ; kg:statedOn ?later . FILTER(?later <= {then})
    }} GROUP BY ?fact HAVING (MAX(?own) >= MAX(?later)) }}
  }} UNION {{
    ?fact a kg:Stance . FILTER NOT EXISTS {{ ?fact kg:statedOn ?own }}
    {_by_then("kg:latest", day)}
  }}"""


def _in_office(day: date) -> Iterator[str]:
    then = value(day)
    yield f"FILTER NOT EXISTS {{ ?fact kg:validFrom ?start . FILTER(?start > {then}) }}"
    yield f"FILTER NOT EXISTS {{ ?fact kg:validTo ?end . FILTER(?end < {then}) }}"
    yield """?fact kg:status ?held .
  FILTER(?held IN (kg:Current, kg:Acting) || EXISTS { ?fact kg:validFrom ?start . FILTER(?held = kg:Elect) }
    || EXISTS { ?fact kg:validTo ?end . FILTER(?held = kg:Former) })"""
    near = f"FILTER(?seen >= {value(_shifted(day, -YEAR))} && ?seen <= {value(_shifted(day, YEAR))})"
    yield f"""FILTER(EXISTS {{ ?fact kg:validFrom ?bound }} || EXISTS {{ ?fact kg:validTo ?bound }}
    || NOT EXISTS {{ ?fact kg:observedOn ?seen }} || EXISTS {{ ?fact kg:observedOn ?seen . {near} }})"""


def _not_gone(day: date, narrowed: str) -> str:
    """The person has not been seen as a former holder by then, or as a holder again since."""
    return f"""{{ SELECT ?fact WHERE {{
      {narrowed}
      ?fact kg:heldBy ?holder ; kg:office ?post .
      OPTIONAL {{ ?fact kg:observedOn ?seen }}
      OPTIONAL {{ ?past kg:heldBy ?holder ; kg:office ?post ; kg:status kg:Former ; kg:observedOn ?gone .
        FILTER(?past != ?fact && ?gone <= {value(day)}) }}
    }} GROUP BY ?fact HAVING (COALESCE(MAX(?seen) >= MAX(?gone), true)) }}"""


def _shifted(day: date, by: timedelta) -> date:
    return min(max(day, date.min + YEAR), date.max - YEAR) + by
