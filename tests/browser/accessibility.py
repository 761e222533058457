"""What axe finds on a page; its script is put into a page once, not for every look."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Found = tuple[str, int, str, list[str]]
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1280), ("light", 390), ("dark", 390), ("dark", 1280))
"""Both themes in both widths."""


def serious(page: Page) -> list[Found]:
    """The serious and critical issues of a page as it is now: theme, width, rule, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    options = json.dumps({"resultTypes": ["violations"]})
    violations: list[dict[str, Any]] = page.evaluate(f"axe.run({options}).then((found) => found.violations)")
    theme, width = page.evaluate("[matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light', innerWidth]")
    return [
        (theme, width, each["id"], [node["html"][:160] for node in each["nodes"][:2]])
        for each in violations
        if each["impact"] in ("serious", "critical")
    ]


@cache
def _script() -> str:
    return str(Axe().axe_script)
