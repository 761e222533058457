"""Why reports of several articles are one event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from resolve.test_happenings import KATHMANDU, NEPAL, add, article, event, paths

from kg.errors import NotFoundError
from kg.explain import Reason
from kg.explain_event import as_json, as_text, explain_event
from kg.settings import Settings


def test_an_event_explains_itself(tmp_path: Path) -> None:
    told = (event(place=KATHMANDU), event("talks with", place=KATHMANDU), event(place=NEPAL))
    add(tmp_path, [article(number, one, published=f"2024-04-0{number + 2}") for number, one in enumerate(told)])
    (path,) = paths(tmp_path, 0)
    found = explain_event(Settings().base_iri + path, Settings(store=tmp_path))
    assert sorted(one.articles for one in found.tellings) == [("a0",), ("a1",)]
    (reasons,) = [one.reasons for one in found.tellings if one.reasons]
    assert Reason("days", "2024-04-01") in reasons
    assert "days       2024-04-01" in as_text(found)
    assert json.loads(as_json(found))["tellings"][0]["label"] in as_text(found)
    assert [(one.articles, one.reason) for one in found.near] == [(("a2",), "place place/gn-486816, not country/NP")]


def test_an_event_that_is_not_there(tmp_path: Path) -> None:
    add(tmp_path, [article(0, event())])
    with pytest.raises(NotFoundError, match="holds no event"):
        explain_event("https://example.org/event/x", Settings(store=tmp_path))
