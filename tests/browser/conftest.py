"""A browser for the tests of this folder, on Rungs as it is served: the real middleware, policy and static files."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import FLAGS, MISSING, find_chromium
from tests.browser.pages import World
from tests.browser.visitor import Visitor

type Visitors = Callable[..., Visitor]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests of the folder, gone after the last of them.

    Playwright keeps an event loop running in this thread, and Django refuses its database to code that runs in one.
    Here that code is ordinary synchronous code, so the refusal is switched off, for as long as the loop is there.
    """
    if not (path := find_chromium()):
        pytest.fail(MISSING) if os.environ.get("CI") else pytest.skip(MISSING)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visitors(browser: Browser, django_db_setup: None, live_server: LiveServer) -> Iterator[Visitors]:
    """Makes visitors. A test fails at its end when one of their browsers complained.

    The database first: started before it, the server would open connections of its own to the one in memory.
    """
    made: list[Visitor] = []

    def make(**options: Any) -> Visitor:
        made.append(Visitor(browser, live_server.url, **options))
        return made[-1]

    yield make
    for visitor in made:
        visitor.context.close()
    assert [fault for visitor in made for fault in visitor.faults] == []


@pytest.fixture
def visitor(visitors: Visitors) -> Visitor:
    return visitors()


@pytest.fixture
def world(transactional_db: None) -> World:
    return World()
