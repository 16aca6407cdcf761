"""From an event to a receiver by the jobs, as a process runs them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from jobs.choices import JobState
from jobs.models import Job
from jobs.operations.schedule import start_wanted_work
from jobs.running import Running
from tests.factories.accounts import make_workspace
from tests.factories.jobs import make_job
from tests.factories.webhooks import log_answer, make_delivery, make_webhook
from tests.webhooks.receiver import Receiver
from webhooks.models import Delivery

pytestmark = pytest.mark.django_db


def test_event_arrives_by_a_job_that_starts_itself(settings: Settings) -> None:
    settings.WEBHOOKS_TO_PRIVATE = True
    sent = Job.objects.filter(kind="webhooks.send")
    with Receiver() as here:
        webhook = make_webhook(make_workspace(), url=here.url)
        start_wanted_work(now=timezone.now())
        assert not sent.exists()
        log_answer(webhook.workspace)
        start_wanted_work(now=timezone.now())
        Running().run(sent.get().pk)
    job = sent.get()
    assert (job.state, job.result) == (JobState.DONE, "1 message arrived.")
    assert len(here.requests) == 1
    start_wanted_work(now=timezone.now())
    assert sent.count() == 1  # there is nothing more to do


def test_daily_run_forgets_and_reads_past_what_no_webhook_is_told() -> None:
    webhook = make_webhook(make_workspace())
    old = make_delivery(webhook)
    Delivery.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=31))
    event = log_answer(webhook.workspace)
    job = make_job(kind="webhooks.purge")
    Running().run(job.pk)
    job.refresh_from_db()
    webhook.refresh_from_db()
    assert (job.result, webhook.read_until) == ("1 row removed.", event.pk)
    assert [each.activity for each in Delivery.objects.all()] == [event]
