"""How soon a picture stands still in Chromium: ours beside stock pyvis, of the same nodes and edges, by turns.

    python benchmarks/pictures.py --nodes 200 --turns 3

A drawing counts as stable from the first frame after which the canvas does not change any more for a while, provided that it shows
something and that no loading bar covers it. A page that never gets there counts with the time at which it was given up.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from invented import story  # noqa: E402 - found through the path above

from kg.graph import Subgraph  # noqa: E402 - found through the path above
from kg.render import html  # noqa: E402 - found through the path above

STILL, LIMIT = 0.7, 90.0
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
LOOK = """() => {
  const bar = document.getElementById("loadingBar");
  const covered = bar && getComputedStyle(bar).display !== "none" && Number(getComputedStyle(bar).opacity) > 0;
  const canvas = document.querySelector("canvas");
  if (!canvas || covered || !canvas.width) return null;
  const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  let [sum, seen] = [0, 0];
  for (let i = 0; i < pixels.length; i += 7) { sum = (Math.imul(sum, 31) + pixels[i]) | 0; seen += pixels[i] !== 0; }
  return seen > 50 ? sum : null;
}"""


def stock(subgraph: Subgraph) -> str:
    """The same graph as pyvis draws it without help."""
    net = Network(directed=True, cdn_resources="in_line", height="800px", width="100%")
    for node in subgraph.nodes:
        net.add_node(node.iri, label=node.label, title=node.detail)
    for edge in subgraph.edges:
        net.add_edge(edge.source, edge.target, label=edge.label)
    return str(net.generate_html())


def stable_after(browser: Browser, file: Path) -> float:
    """Seconds from the call for a page to its first stable drawing."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    drawing, since = None, 0.0
    while time.perf_counter() - begun < LIMIT:
        seen = page.evaluate(LOOK)  # waits while the page is at work, so the time is taken after it
        now = time.perf_counter() - begun
        if seen != drawing:
            drawing, since = seen, now
        if drawing is not None and now - since >= STILL:
            break
        page.wait_for_timeout(20)
    else:
        since = LIMIT
    context.close()
    return since


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=200)
    parser.add_argument("--turns", type=int, default=3)
    asked = parser.parse_args()
    subgraph = story(asked.nodes)
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        raise SystemExit("no chromium on this machine: install it (apt-get install chromium)")
    times: dict[str, list[float]] = {"newskg": [], "stock pyvis": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        files = {name: Path(folder) / f"{name.split()[0]}.html" for name in times}
        files["newskg"].write_text(html(subgraph), encoding="utf-8")
        files["stock pyvis"].write_text(stock(subgraph), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        for _ in range(asked.turns):
            for name, file in files.items():
                times[name].append(stable_after(browser, file))
        browser.close()
        for name, file in files.items():
            print(f"{name:12}  {file.stat().st_size / 1e6:.2f} MB  first stable drawing after {median(times[name]):6.2f} s  {times[name]}")
    print(f"ratio {median(times['stock pyvis']) / median(times['newskg']):.0f} (target: at least 20)")


if __name__ == "__main__":
    main()
