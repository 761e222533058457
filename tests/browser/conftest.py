"""A real Chromium for the tests of pictures: the system's own, driven by Playwright, with no network of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from story import built, served

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Opened:
    """A page in the browser, with all it asked for and all that went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("dialog", lambda dialog: (self.errors.append(f"dialog {dialog.message}"), dialog.dismiss()))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the system, for all tests."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("no chromium on this machine: install it (apt-get install chromium) to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens a page from a file: `visit(text, width=1280, height=800, hash="")`."""
    contexts = []

    def opened(text: str, *, width: int = 1280, height: int = 800, fragment: str = "", ready: str = "html[data-ready]") -> Opened:
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce"))
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(text, encoding="utf-8")
        view = Opened(contexts[-1].new_page())
        view.page.goto(f"{file.as_uri()}{fragment}")
        view.page.wait_for_selector(ready, state="attached", timeout=15_000)
        return view

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over a small graph."""
    with served(built(tmp_path_factory.mktemp("pages"))) as address:
        yield address


@pytest.fixture
def browse(chromium: Browser, service: str) -> Iterator[Callable[..., Opened]]:
    """Opens a page of the service: `browse(path, width=1280, theme="light")`."""
    contexts = []

    def opened(path: str = "/", *, width: int = 1280, theme: Literal["light", "dark"] = "light") -> Opened:
        contexts.append(
            chromium.new_context(base_url=service, viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce")
        )
        view = Opened(contexts[-1].new_page())
        view.page.set_default_timeout(15_000)
        view.page.goto(path)
        return view

    yield opened
    for context in contexts:
        context.close()
