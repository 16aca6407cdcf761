import os
from collections.abc import Iterator

import pytest
from django.test import override_settings
from hypothesis import settings

from tests.browser.chromium import browser_version

# In CI the same examples every time, so that a red run is red again; elsewhere new ones look further.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("here", deadline=None, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_report_header() -> str:
    return f"browser: {browser_version()}"


@pytest.fixture(scope="session", autouse=True)
def files_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests store is not among what people store."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield
