import os
import unittest
from collections.abc import Iterator

import pytest
from django.test import override_settings
from hypothesis import settings

from tests.browser.chromium import browser_version
from tests.installations import Installation

# In CI the same examples every time, so that a red run is red again; elsewhere new ones look further.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("here", deadline=None, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_report_header() -> str:
    return f"browser: {browser_version()}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Marks each test that a browser or the database takes part in, so that tests/run.py repeats no other."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
        elif _touches_the_database(item):
            item.add_marker("database")


def _touches_the_database(item: pytest.Function) -> bool:
    """As pytest-django sees it, which lets nothing else at it; or through processes, which have one of their own."""
    is_let = item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & {*item.fixturenames}
    return bool(is_let or issubclass(item.cls or object, unittest.TestCase) or "Installation" in vars(item.module))


def pytest_runtest_setup(item: pytest.Function) -> None:
    Installation.may_be_made = any(item.get_closest_marker(name) for name in ("browser", "database"))


@pytest.fixture(scope="session", autouse=True)
def files_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests store is not among what people store."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield
