"""Processes that really run, and are really killed: each job's effect happens once, and none is lost.

The effects are rows in a table without any uniqueness, so that one that happened twice is seen.
"""

from collections.abc import Iterator

import pytest

from tests.installations import Installation
from tests.jobs.site import LEASE_SECONDS, Site
from tests.valkey import TemporaryValkey, find_server
from tests.webhooks.receiver import Receiver, hang

JOBS, STEPS, SECONDS = 10, 4, 0.15


@pytest.fixture(scope="module")
def one_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(Installation(tmp_path_factory.mktemp("site")))


@pytest.fixture
def site(one_site: Site) -> Iterator[Site]:
    yield one_site
    one_site.clean_up()


@pytest.fixture
def valkey(site: Site) -> Iterator[TemporaryValkey]:
    server = find_server()
    if not server:
        pytest.fail("There is no Valkey here; requirements-dev.lock brings one.")
    valkey = TemporaryValkey(server)
    valkey.start()
    site.environment["RUNGS_BROKER_URL"] = valkey.url
    yield valkey
    site.environment["RUNGS_BROKER_URL"] = ""
    valkey.stop()


def start_ten_and_wait_for_the_middle(site: Site) -> None:
    site.start_jobs("tests.steps", JOBS, steps=STEPS, seconds=SECONDS)
    site.wait_until(lambda: site.count("effects") >= JOBS * STEPS // 4, "a quarter is done")


def assert_each_effect_once(site: Site, jobs: int = JOBS, steps: int = STEPS) -> None:
    assert site.count("jobs_job WHERE kind = 'tests.steps'") == jobs
    assert site.count("effects") == jobs * steps
    assert site.rows("SELECT job, step FROM effects GROUP BY job, step HAVING count(*) <> 1") == []


def test_two_web_processes_share_jobs_and_one_is_killed(site: Site) -> None:
    first, second = site.run_runner("web"), site.run_runner("web")
    site.execute("UPDATE jobs_scheduleentry SET next_at = '2026-01-01 00:00:00'")
    start_ten_and_wait_for_the_middle(site)
    site.kill_while_busy([first.pid])
    site.wait_until_done()
    assert_each_effect_once(site)
    assert site.count("attempts") > JOBS  # the kill did cut something off
    # months of missed runs, two processes: one job each
    assert site.rows("SELECT kind FROM jobs_job WHERE kind <> 'tests.steps' GROUP BY kind HAVING count(*) <> 1") == []
    assert site.count("jobs_job WHERE kind = 'jobs.purge'") == 1
    assert second.poll() is None


def test_every_web_process_is_killed_and_one_started_again(site: Site) -> None:
    both = [site.run_runner("web"), site.run_runner("web")]
    start_ten_and_wait_for_the_middle(site)
    site.kill_while_busy([process.pid for process in both])
    site.run("web")
    site.wait_until_done()
    assert_each_effect_once(site)
    assert site.count("attempts") > JOBS


def test_web_process_that_is_told_to_end_gives_its_jobs_back(site: Site) -> None:
    """In the middle of two, while a third waits: none is done to its end first."""
    jobs, steps = 3, 12
    site.start_jobs("tests.steps", jobs, steps=steps, seconds=SECONDS)
    process = site.run_runner("web")
    site.wait_until(lambda: site.count("attempts") >= 2, "two have begun")
    process.terminate()
    assert process.wait(timeout=10) == 0
    assert site.count("jobs_job WHERE state = 'running'") == 0
    assert site.count("jobs_job WHERE kind = 'tests.steps' AND state = 'queued' AND attempts = 0") == jobs
    assert site.count("jobs_runner") == 0
    site.run("web")
    site.wait_until_done()
    assert_each_effect_once(site, jobs, steps)


def test_job_that_is_busy_in_silence_for_longer_than_its_lease_is_not_taken_away(site: Site) -> None:
    for _ in range(2):
        site.run_runner("web")
    site.start_jobs("tests.silent", 1, seconds=LEASE_SECONDS * 2)
    site.wait_until_done()
    assert site.rows("SELECT attempts, result FROM jobs_job WHERE kind = 'tests.silent'") == [(1, "Awake.")]


def test_process_of_a_worker_is_killed(site: Site, valkey: TemporaryValkey) -> None:
    worker = site.run_runner("worker", "2", loops=2)
    start_ten_and_wait_for_the_middle(site)
    site.kill_while_busy(site.runner_pids()[:1])
    site.wait_until_done()
    assert_each_effect_once(site)
    assert site.count("attempts") > JOBS
    worker.terminate()
    assert worker.wait(timeout=40) == 0
    assert site.count("jobs_runner") == 1  # of the one killed; of those that ended none is left


def test_worker_is_killed_and_started_again(site: Site, valkey: TemporaryValkey) -> None:
    worker = site.run_runner("worker", "2", loops=2)
    start_ten_and_wait_for_the_middle(site)
    site.kill_while_busy([worker.pid, *site.runner_pids()])
    site.run("worker", "2")
    site.wait_until_done()
    assert_each_effect_once(site)
    assert site.count("attempts") > JOBS


def test_everything_is_killed_and_the_broker_forgets_its_queue(site: Site, valkey: TemporaryValkey) -> None:
    worker = site.run_runner("worker", "2", loops=2)
    start_ten_and_wait_for_the_middle(site)
    valkey.stop()
    site.kill_while_busy([worker.pid, *site.runner_pids()])
    valkey.start()
    site.run("worker", "2")
    site.wait_until_done()
    assert_each_effect_once(site)
    assert site.count("attempts") > JOBS


def test_job_is_kept_and_sent_later_when_the_broker_is_down(site: Site, valkey: TemporaryValkey) -> None:
    valkey.stop()
    (job,) = site.start_jobs("tests.steps", 1, steps=1, seconds=0)
    assert job[1] == "unsent"
    valkey.start()
    site.run("worker", "1")
    site.wait_until_done()
    assert site.count("jobs_job WHERE is_unsent") == 0


HANGING = """
from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from webhooks.operations.webhooks import make_webhook
workspace = Workspace.objects.create(name="Northwind")
owner = User.objects.create_user("ada@example.com")
for _ in range(9):
    make_webhook(workspace=workspace, actor=owner, url="{url}", events=["gate.passed"])
log_activity(workspace=workspace, actor=owner, verb="gate.passed", target=workspace, phase="Discover")
"""


def test_webhooks_whose_receivers_hang_take_one_place_among_the_jobs(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a process that runs two jobs at once: the other place has all that is to be done."""
    monkeypatch.setitem(site.environment, "RUNGS_WEBHOOKS_TO_PRIVATE", "1")
    monkeypatch.setitem(site.environment, "RUNGS_JOB_THREADS", "2")
    with Receiver(hang) as receiver:
        site.installation.python(HANGING.format(url=receiver.url))
        site.run_runner("web")
        site.wait_until(lambda: len(receiver.requests) == 8, "as many hang as there are places")
        site.start_jobs("tests.steps", JOBS, steps=STEPS, seconds=0.01)
        site.wait_until(lambda: site.count("effects") == JOBS * STEPS, "every other job is done")
        assert site.rows("SELECT state FROM jobs_job WHERE kind = 'webhooks.send'") == [("running",)]
        assert len(receiver.requests) == receiver.most_at_once == 8  # which hang still
    site.execute("DELETE FROM webhooks_delivery")
    site.execute("DELETE FROM webhooks_webhook")
