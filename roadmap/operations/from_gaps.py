"""Actions made of the gaps of an assessment, several at once, and taken back together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import Activity, User
from accounts.operations.activity import log_activity
from assessments.models import Assessment
from roadmap.choices import OriginChoice
from roadmap.domain.dependencies import find_cycle, needs_by_action
from roadmap.models import Action, Dependency, Roadmap
from roadmap.operations.actions import STEP
from roadmap.operations.dependencies import lock_roadmap
from roadmap.queries.actions import actions_of
from roadmap.queries.dependencies import pairs_of
from roadmap.queries.gaps import OfferedGap, gaps_of

MADE = "roadmap.actions_made"


@transaction.atomic
def make_actions_from_gaps(
    *, roadmap: Roadmap, assessment: Assessment, actor: User, questions: Collection[str]
) -> Activity | None:
    """An action for each of these questions that has a gap and no open action; None where that leaves nothing.

    Gap, value and level are those of this moment. What the pack says a question depends on, its action waits for. The
    event in the log names all of them, so that `unmake_actions` finds them.
    """
    lock_roadmap(roadmap)
    chosen = [each for each in gaps_of(roadmap, assessment).free if each.question.id in questions]
    if not chosen:
        return None
    last = Action.objects.filter(roadmap=roadmap).aggregate(last=Max("position"))["last"] or 0
    rows = [_row(roadmap, each, last + STEP * number) for number, each in enumerate(chosen, start=1)]
    made = Action.objects.bulk_create(rows)
    _connect(roadmap, assessment, made)
    return log_activity(
        workspace=roadmap.workspace,
        actor=actor,
        verb=MADE,
        target=roadmap,
        count=len(made),
        questions=", ".join(action.question for action in made),
        actions=[action.code for action in made],
    )


@transaction.atomic
def unmake_actions(*, roadmap: Roadmap, event: Activity, actor: User) -> tuple[int, int]:
    """Delete what was made then and is as it was made: how many that were, and how many stay as somebody changed them.

    Doing it twice does nothing more.
    """
    there = Action.objects.filter(roadmap=roadmap, code__in=event.detail["actions"], deleted_at=None)
    untouched = list(there.filter(revision=1, comments=None).values_list("pk", flat=True))
    kept = there.count() - len(untouched)
    count = there.filter(pk__in=untouched, revision=1).update(deleted_at=timezone.now())
    if count:
        log_activity(
            workspace=roadmap.workspace, actor=actor, verb="roadmap.actions_unmade", target=roadmap, count=count
        )
    return count, kept


def _row(roadmap: Roadmap, offered: OfferedGap, position: int) -> Action:
    question, gap = offered.question, offered.gap
    return Action(
        roadmap=roadmap,
        title=Truncator(question.action).chars(200),
        description="\n\n".join(filter(None, [offered.advice, _("Otherwise: %(risk)s") % {"risk": question.risk}])),
        origin=OriginChoice.GAP,
        phase=offered.phase,
        question=question.id,
        to_level=gap.result.target,
        gap=gap.gap,
        impact=question.impact,
        value=gap.value,
        effort=question.effort.value,
        effort_days=offered.days,
        position=position,
    )


def _connect(roadmap: Roadmap, assessment: Assessment, made: Sequence[Action]) -> None:
    """By what the pack says, with all open actions and in both directions; never so that a circle comes about."""
    graph = needs_by_action(pairs_of(roadmap))
    is_open = {action.question: action.pk for action in actions_of(roadmap).open().exclude(question="")}
    new = {action.pk for action in made}
    rows = []
    for question, action in is_open.items():
        asked = assessment.questions.question.get(question)
        for needed in (is_open.get(id_) for id_ in asked.depends_on) if asked else ():
            if needed is None or not new & {action, needed}:
                continue
            graph.setdefault(action, []).append(needed)
            if find_cycle(graph, through=[action]):
                graph[action].pop()
            else:
                rows.append(Dependency(action_id=action, needed_id=needed))
    Dependency.objects.bulk_create(rows)
