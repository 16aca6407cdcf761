"""What is said at the start about settings that work, but not as one may think."""

import signal

import pytest

from core.checks import SENTENCE
from tests.installations import Installation


@pytest.mark.parametrize("hosts", ["*", ".clients.example", "rungs.example,rungs.test"])
@pytest.mark.parametrize("url", ["", "https://rungs.example"])
def test_several_names_without_an_address_for_mails_are_warned_of(migrated: Installation, hosts: str, url: str) -> None:
    done = migrated.run("check", RUNGS_ALLOWED_HOSTS=hosts, RUNGS_URL=url)
    assert done.returncode == 0
    assert (SENTENCE in done.stderr) == (not url)


@pytest.mark.parametrize("hosts", ["", "rungs.example"])
def test_one_name_is_an_address_for_mails(migrated: Installation, hosts: str) -> None:
    assert SENTENCE not in migrated.run("check", RUNGS_ALLOWED_HOSTS=hosts).stderr


def test_server_says_it_when_it_starts(migrated: Installation) -> None:
    with migrated.serve(RUNGS_ALLOWED_HOSTS="*") as running:
        _, log, _ = running.stop(signal.SIGTERM)
    assert log.count(SENTENCE) == 1
