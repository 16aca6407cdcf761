"""The settings of an evaluation: what can be chosen before its result is known, and not afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Evaluation
from vendors.operations.evaluations import ThresholdsClosedError, change_evaluation

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
    with pytest.raises(ThresholdsClosedError):
        change_evaluation(
            evaluation=evaluation, actor=actor, seen=evaluation.revision, title="Another", robust_percent=70
        )
    assert robust_from(evaluation) == 90
    assert not Evaluation.objects.filter(title="Another").exists()
