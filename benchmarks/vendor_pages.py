"""Processor time, queries and size of the pages of an evaluation of 6 vendors by 6 evaluators on 40 criteria.

Run: .venv/bin/python -m benchmarks.vendor_pages, or with the names of some pages behind it for only these.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterable
from functools import partial
from random import Random

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
os.environ["DATABASE_URL"] = ""
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_databases,
    teardown_databases,
)
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.measure import median_of, print_table  # noqa: E402
from tests.factories.accounts import make_workspace  # noqa: E402
from tests.factories.vendors import add_evaluator, add_model, bring_to, make_proposal, score_all  # noqa: E402
from vendors.domain import outcome  # noqa: E402
from vendors.domain.stages import Stage  # noqa: E402
from vendors.models import AgreedScore, Evaluation, Participant, ProposalAnswer, Score, Weighting  # noqa: E402
from vendors.operations.evaluations import create_evaluation  # noqa: E402
from vendors.queries.versions import chosen_weighting, version_in_force  # noqa: E402

RUNS = 40
VENDORS, EVALUATORS, GROUPS, IN_GROUP = 6, 6, 5, 8
FIRST = ", first look"
WORDS = "We run it in two regions, and have restored it from its archive every quarter. " * 8


def main() -> None:
    # Without `setup_test_environment`, by which each template would leave a copy of its context for tests.
    settings.ALLOWED_HOSTS = ["testserver"]
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        pages = _addresses(_evaluation()) | _addresses_of_consensus(_disputed()) | _addresses_of_result(_settled())
        head = (
            f"page, {VENDORS} vendors × {GROUPS * IN_GROUP} criteria × {EVALUATORS} evaluators",
            "processor time",
            "queries",
            "size, gzip",
        )
        print_table(head, list(_pages(pages)))
    finally:
        teardown_databases(databases, verbosity=0)


def _evaluation() -> Evaluation:
    """Everybody has scored everything, and the first evaluator has taken it back."""
    workspace = make_workspace()
    evaluation = create_evaluation(workspace=workspace, actor=workspace.memberships.get().user, title="Large")
    groups = {
        f"group-{group}": ("20", {f"C{group}-{number}": "10" for number in range(IN_GROUP)}) for group in range(GROUPS)
    }
    add_model(version_in_force(evaluation), groups)
    for _number in range(VENDORS):
        make_proposal(evaluation)
    ProposalAnswer.objects.update(text=WORDS)
    people = [add_evaluator(evaluation) for _number in range(EVALUATORS)]
    bring_to(evaluation, Stage.SCORING)
    for person in people:
        score_all(person)
    Score.objects.update(rationale=WORDS[:300])
    Participant.objects.filter(pk=people[0].pk).update(submitted_at=None)
    return evaluation


def _disputed() -> Evaluation:
    """Another one in consensus: levels that differ, and three named sets of weights."""
    evaluation = _evaluation()
    source, version = Random(1), version_in_force(evaluation)
    for name in ("CTO", "CISO", "CFO"):
        Weighting.objects.create(version=version, name=name, judgements=chosen_weighting(version).judgements)
    Participant.objects.filter(evaluation=evaluation).update(submitted_at=timezone.now())
    bring_to(evaluation, Stage.CONSENSUS)
    given = list(Score.objects.filter(proposal__evaluation=evaluation))
    for score in given:
        score.level = source.randint(1, 5)
    Score.objects.bulk_update(given, ["level"])
    return evaluation


def _settled() -> Evaluation:
    """Such a one with its result, and a price for each."""
    evaluation, source = _disputed(), Random(2)
    bring_to(evaluation, Stage.LOCKED)
    agreed = list(AgreedScore.objects.filter(proposal__evaluation=evaluation))
    for settled in agreed:
        settled.level = source.randint(1, 5)
    AgreedScore.objects.bulk_update(agreed, ["level"])
    return evaluation


def _pages(addresses: dict[str, tuple[Client, str]]) -> Iterable[tuple[str, ...]]:
    for name in sys.argv[1:] or addresses:
        client, url = addresses[name]
        seconds = median_of(partial(_look, client, url, is_first=name.endswith(FIRST)), RUNS)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        assert answer.status_code == 200, name
        size = len(gzip.compress(answer.content)) / 1000
        yield name, f"{seconds * 1000:.1f} ms", str(len(queries)), f"{size:.1f} kB"


def _look(client: Client, url: str, *, is_first: bool) -> None:
    """For the first time since something of the evaluation changed, or again; the draws are kept either way."""
    if is_first:
        outcome._kept.cache_clear()
    client.get(url)


def _addresses(evaluation: Evaluation) -> dict[str, tuple[Client, str]]:
    """By name the page, and who looks at it."""
    scoring, moderating = Client(), Client()
    first = evaluation.participants.all()[0].user
    assert first
    assert evaluation.moderator
    scoring.force_login(first)
    moderating.force_login(evaluation.moderator)
    of = (evaluation.workspace.code, evaluation.code)
    sheet = reverse("sheet_detail", args=of)
    return {
        "sheet_detail": (scoring, sheet),
        "sheet_detail, by vendor": (scoring, f"{sheet}?by=vendor"),
        "sheet_submit": (scoring, reverse("sheet_submit", args=of)),
        "participant_list": (moderating, reverse("participant_list", args=of)),
    }


def _addresses_of_consensus(evaluation: Evaluation) -> dict[str, tuple[Client, str]]:
    return _as_moderator(evaluation, "consensus_detail")


def _addresses_of_result(evaluation: Evaluation) -> dict[str, tuple[Client, str]]:
    """The draws are kept from the first time on, and so is what was reckoned; with other weights they would not be."""
    pages = _as_moderator(evaluation, "outcome_detail", "price_list", "weights_detail")
    return pages | {f"{name}{FIRST}": pages[name] for name in ("outcome_detail", "weights_detail")}


def _as_moderator(evaluation: Evaluation, *names: str) -> dict[str, tuple[Client, str]]:
    client, of = Client(), (evaluation.workspace.code, evaluation.code)
    assert evaluation.moderator
    client.force_login(evaluation.moderator)
    return {name: (client, reverse(name, args=of)) for name in names}


if __name__ == "__main__":
    main()
