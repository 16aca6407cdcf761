"""A job's page follows the job without being loaded again, and asks no more once it has ended."""

import pytest
from django.utils import timezone
from playwright.sync_api import Request, expect

from accounts.domain.roles import Role
from jobs.choices import JobState
from jobs.models import Job
from jobs.models.job import UNHELD
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor
from tests.factories.jobs import make_job

TWO_POLLS = 4_500


@pytest.fixture
def job(world: World) -> Job:
    return make_job(
        title="Export",
        workspace=world.workspace,
        started_by=world.owner,
        state=JobState.RUNNING,
        sentence="Reads",
        done=1,
        total=4,
    )


def end(job: Job) -> None:
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, result="Four rows.", finished_at=now, done=4, **UNHELD)


def test_page_follows_the_job_and_comes_to_rest(job: Job, world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.owner)
    page = visitor.open(job.get_absolute_url())
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "icon" not in request.url else None)
    status = page.get_by_role("status").filter(has_text="Reads")
    expect(status).to_be_visible()
    region = status.element_handle()
    page.get_by_role("button", name="Cancel").focus()

    Job.objects.filter(pk=job.pk).update(sentence="Writes", done=3)
    expect(page.get_by_role("progressbar", name="Export")).to_have_attribute("value", "3")
    assert region is not None
    assert (region.text_content() or "").strip() == "Writes", "a region put in anew is not read out"
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()

    end(job)
    expect(page.get_by_text("Four rows.")).to_be_visible()
    expect(page.get_by_text("Ended")).to_be_visible()  # the rest of the page has followed, once
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    so_far = len(asked)
    page.wait_for_timeout(TWO_POLLS)
    assert len(asked) == so_far
    assert {request.resource_type for request in asked} == {"fetch"}


def test_job_without_javascript_is_followed_by_a_link(job: Job, world: World, visitors: Visitors) -> None:
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(world.people[Role.EDITOR])
    page = visitor.open(job.get_absolute_url())
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("It stops at its next step.")).to_be_visible()
    end(job)
    page.get_by_role("link", name="See where it is now").click()
    expect(page.get_by_text("Four rows.")).to_be_visible()
