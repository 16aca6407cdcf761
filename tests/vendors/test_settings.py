"""The settings of an evaluation: what can be chosen before its result is known, and not afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.api.client import ApiClient
from tests.api.client import at as api_at
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Evaluation
from vendors.operations.evaluations import SettingClosedError, change_evaluation

pytestmark = pytest.mark.django_db

WORDS = {"robust_percent": "70", "leaning_percent": "50", "agenda_spread": "2", "fewest_evaluators": "3"}


def sent(evaluation: Evaluation, **values: str) -> Any:
    client = Client()
    client.force_login(owner_of(evaluation.workspace))
    address = reverse("evaluation_settings", args=[evaluation.workspace.code, evaluation.code])
    moderator = owner_of(evaluation.workspace).code
    typed = {"revision": str(evaluation.revision), "title": "Partner", "moderator": moderator, **values}
    return client.post(address, typed)


def robust_from(evaluation: Evaluation) -> int:
    return Evaluation.objects.get(pk=evaluation.pk).robust_percent


def test_what_is_called_robust_is_chosen_before_the_result_is_known() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.CONSENSUS)
    assert sent(evaluation, low_price_percent="70", **WORDS).status_code == 302
    assert robust_from(evaluation) == 70


@pytest.mark.parametrize("stage", [Stage.LOCKED, Stage.DECIDED])
def test_and_not_afterwards(stage: Stage) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage)
    assert sent(evaluation, low_price_percent="70", **WORDS).status_code == 302
    found = Evaluation.objects.get(pk=evaluation.pk)
    assert (found.title, found.robust_percent) == ("Partner", 90)


def test_whoever_saves_while_quality_is_locked_changes_nothing() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    actor = owner_of(evaluation.workspace)
    with pytest.raises(SettingClosedError):
        change_evaluation(
            evaluation=evaluation, actor=actor, seen=evaluation.revision, title="Another", robust_percent=70
        )
    assert robust_from(evaluation) == 90
    assert not Evaluation.objects.filter(title="Another").exists()


CLOSED = {"deadline_at": "2026-03-01T12:00", "accepts_late": "on", "purpose": "Another one."}


@pytest.mark.parametrize(
    ("stage", "open_still"),
    [(Stage.SCORING, set(CLOSED)), (Stage.CONSENSUS, {"purpose"}), (Stage.LOCKED, set()), (Stage.DECIDED, set())],
)
def test_what_was_measured_by_stays_as_it_was(stage: Stage, open_still: set[str]) -> None:
    """The deadline once proposals are not taken any more, and the purpose once the result is known."""
    evaluation = make_evaluation(make_workspace(), stage=stage)
    before = Evaluation.objects.get(pk=evaluation.pk)
    assert sent(evaluation, low_price_percent="70", **WORDS, **CLOSED).status_code == 302
    found = Evaluation.objects.get(pk=evaluation.pk)
    moved = {name for name in CLOSED if getattr(found, name) != getattr(before, name)}
    assert (found.title, moved) == ("Partner", open_still)
    client = ApiClient(owner_of(evaluation.workspace))
    place = api_at("evaluation", evaluation.workspace.code, evaluation.code)
    told = client.patch(place, {"purpose": "A third one."}, seen=found.revision)
    assert told.status_code == (200 if "purpose" in open_still else 422)
    assert ("result is known" in told.text) == ("purpose" not in open_still)
    told = client.patch(place, {"deadline_at": None}, seen="*")
    assert told.status_code == (200 if "deadline_at" in open_still else 422)


def test_page_says_what_stays_and_why() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED, purpose="A partner for two years.")
    client = Client()
    client.force_login(owner_of(evaluation.workspace))
    page = client.get(reverse("evaluation_settings", args=[evaluation.workspace.code, evaluation.code])).text
    assert "A partner for two years." in page
    assert "Proposals are not taken any more" in page
    assert "so that the result is known" in page
    assert 'name="deadline_at"' not in page


@pytest.mark.parametrize("name", ["deadline_at", "purpose"])
def test_nobody_changes_it_at_the_moment_in_which_it_is_closed(name: str) -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    values = {"deadline_at": timezone.now(), "purpose": "Another one."}
    with pytest.raises(SettingClosedError):
        change_evaluation(
            evaluation=evaluation,
            actor=owner_of(evaluation.workspace),
            seen=evaluation.revision,
            **{name: values[name]},
        )
