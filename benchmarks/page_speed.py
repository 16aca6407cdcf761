"""How fast the page of a section is for somebody with a slow line and a slow device, in a real browser.

Run: .venv/bin/python -m benchmarks.page_speed

`rungs serve`, compressed and with its static files; Chromium held to 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and
back, and a quarter of the processor. The largest contentful paint is that of a first visit with an empty cache; the
interactions are choosing levels, opening questions and ticking, each by a real click.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.measure import print_table
from tests.assessments.crowd import PREPARE
from tests.browser.chromium import FLAGS, MISSING, find_chromium
from tests.installations import Installation

RUNS = 5
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
NOTE = """
window.noted = {lcp: 0, cls: 0, events: []};
const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note))
    .observe({type, buffered: true, durationThreshold: 16});
watch("largest-contentful-paint", each => { noted.lcp = each.startTime; });
watch("layout-shift", each => { if (!each.hadRecentInput) noted.cls += each.value; });
watch("event", each => { if (each.interactionId) noted.events.push(each.duration); });
"""


def main() -> None:
    if not (path := find_chromium()):
        raise SystemExit(MISSING)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        installation = Installation(Path(folder), is_postgresql=False)
        installation.migrate()
        made = json.loads(installation.python(PREPARE.format(people=1)))
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with installation.serve() as running:
            visit(browser, running.address, made)  # fills the server's caches
            runs = [visit(browser, running.address, made) for _ in range(RUNS)]
        browser.close()
    rows = [
        (name, budget, *(show(pick([run[key] for run in runs])) for pick in (min, statistics.median, max)))
        for name, budget, key, show in ROWS
    ]
    # The fastest is what others on the machine disturbed least.
    print_table(("the page of a section", "budget", "the fastest", "median", "the slowest"), rows)


def _milliseconds(value: float) -> str:
    return f"{value:.0f} ms"


def _share(value: float) -> str:
    return f"{value:.3f}"


def _kilobytes(value: float) -> str:
    return f"{value / 1000:.1f} kB"


ROWS: list[tuple[str, str, str, Callable[[float], str]]] = [
    ("first byte", "", "first_byte", _milliseconds),
    ("largest contentful paint", "1500 ms", "lcp", _milliseconds),
    ("layout shift while loading and answering", "0.02", "cls", _share),
    ("choosing a level, the slowest of six", "100 ms", "choosing", _milliseconds),
    ("opening a question, the slowest of six", "100 ms", "opening", _milliseconds),
    ("ticking, the slowest of six", "100 ms", "ticking", _milliseconds),
    ("sent over the line, everything", "110 kB", "bytes", _kilobytes),
    ("of that the page itself", "40 kB", "page_bytes", _kilobytes),
]


def visit(browser: Browser, address: str, made: dict[str, Any]) -> dict[str, float]:
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "sessionid", "value": made["sessions"][0], "url": address}])
    context.add_init_script(NOTE)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{made['at']}/by-phase/architect/?question=ARC-01", wait_until="load")
    page.wait_for_timeout(1500)
    found = {
        "lcp": float(page.evaluate("noted.lcp")),
        "first_byte": float(page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")),
        "page_bytes": float(page.evaluate("performance.getEntriesByType('navigation')[0].transferSize")),
        "bytes": float(
            page.evaluate(
                "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
                ".reduce((sum, each) => sum + each.transferSize, 0)"
            )
        ),
    }
    shown = page.locator("details.q")
    first = shown.first
    found["choosing"] = slowest(page, [first.locator(".level").nth(level) for level in range(6)])
    found["opening"] = slowest(page, [shown.nth(number).locator("> summary") for number in range(1, 7)])
    here = shown.nth(6)
    for closed in here.locator(".ticking:not([open]) > summary").all():
        closed.click()
    boxes = here.locator("[name=met]")
    found["ticking"] = slowest(page, [boxes.nth(number) for number in range(6)])
    found["cls"] = float(page.evaluate("noted.cls"))
    context.close()
    return found


def slowest(page: Page, targets: list[Locator]) -> float:
    """Of a click on each, from the hand to the next picture; those below 16 ms do not show at all.

    The pointer is there before the click, as a hand's is: what hovering draws is no part of the click.
    """
    page.evaluate("noted.events.length = 0")
    for target in targets:
        target.hover()
        page.wait_for_timeout(200)
        target.click()
        page.wait_for_timeout(400)
    return float(page.evaluate("Math.max(0, ...noted.events)"))


if __name__ == "__main__":
    main()
