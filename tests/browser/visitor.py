"""Somebody with a browser window, and what their browser complains about."""

from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from accounts.models import User

# Runs before the page's own scripts, so that nothing escapes it.
NOTE_CSP_VIOLATIONS = """
addEventListener("securitypolicyviolation", event =>
    console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI || "inline"}`));
"""
# Colours change in the frame after a switch from light to dark.
RUN_AXE = """
() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => axe.run({resultTypes: ["violations"]}))
    .then(found => found.violations.flatMap(violation =>
        violation.nodes.map(({target, any}) =>
            `${violation.id}: ${target.join(" ")} (${any[0]?.message ?? violation.help})`)))
"""
WIDER_THAN_WINDOW = """
() => {
    const width = document.scrollingElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll("*")]
        .filter(element => element.getBoundingClientRect().right > width)
        .map(element => `<${element.localName} class="${element.getAttribute("class") ?? ""}">`);
}
"""


class Visitor:
    """One context of the browser, with cookies of its own. `faults` are errors on the console and CSP violations."""

    def __init__(self, browser: Browser, base_url: str, **options: Any) -> None:
        self.base_url = base_url
        self.faults: list[str] = []
        self.context = browser.new_context(base_url=base_url, reduced_motion="reduce", locale="en-GB", **options)
        self.context.set_default_timeout(5_000)
        self.context.add_init_script(NOTE_CSP_VIOLATIONS)
        self.context.on("console", self._note)
        self.context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self._page: Page | None = None

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def forgive(self, text: str) -> None:
        """Drop the faults that a test provoked; there must be one."""
        kept = [fault for fault in self.faults if text not in fault]
        assert len(kept) < len(self.faults), f"The browser did not complain about {text!r}: {self.faults}"
        self.faults = kept

    def hold_back(self, script: str) -> Callable[[], None]:
        """As on a slow line: `script` arrives when what is returned is called, and the page is there without it."""
        held: list[Route] = []
        self.context.route(f"**/{script}*.js", lambda route: held.append(route))
        return lambda: held.pop().continue_()

    def sign_in(self, user: User) -> None:
        """By a session made on the server: what signing in does is not what most tests are about."""
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.base_url}])

    @property
    def page(self) -> Page:
        self._page = self._page or self.context.new_page()
        return self._page

    def open(self, address: str, *, status: int = 200, until: Any = "load") -> Page:
        answer = self.page.goto(address, wait_until=until)
        assert answer is not None
        assert answer.status == status, f"{address} answered {answer.status}"
        return self.page

    def look(self, *, width: int, theme: Any = "light") -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=theme)


def axe_violations(page: Page) -> list[str]:
    """What axe finds, one line for each place; the script is put into the page once."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def wider_than_window(page: Page) -> list[str]:
    """Nothing when the page scrolls up and down only; else what stands out, outermost first."""
    found: list[str] = page.evaluate(WIDER_THAN_WINDOW)
    return found
