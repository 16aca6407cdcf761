import pytest

import tests.jobs.handlers  # noqa: F401  (registers the work that the tests start)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys that were handed to the broker."""
    keys: list[int] = []

    def keep(pk: int) -> bool:
        keys.append(pk)
        return True

    monkeypatch.setattr("jobs.messages.send", keep)
    return keys
