"""Actions as they go to another tracker."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.text import slugify

from accounts.models import User
from roadmap.domain.states import ActionState
from roadmap.domain.tickets import Ticket
from roadmap.models import Action, Dependency, Roadmap

LONGEST_NAME = 80


def tickets_of(roadmap: Roadmap, actions: Sequence[Action], address_of: Callable[[str], str]) -> list[Ticket]:
    """In the order of `actions`, which have their owners; `address_of` makes a full address of a path."""
    titles = {action.pk: (action.code, action.title) for action in actions}
    needs: dict[int, list[tuple[str, str]]] = {}
    blocks: dict[int, list[str]] = {}
    pairs = Dependency.objects.filter(action__roadmap=roadmap, action__deleted_at=None, needed__deleted_at=None)
    for action, needed, code, title in pairs.order_by("pk").values_list(
        "action", "needed", "needed__code", "needed__title"
    ):
        needs.setdefault(action, []).append((code, title))
        if action in titles:
            blocks.setdefault(needed, []).append(titles[action][0])
    return [_ticket(roadmap, each, address_of, needs.get(each.pk, []), blocks.get(each.pk, [])) for each in actions]


def _ticket(
    roadmap: Roadmap,
    action: Action,
    address_of: Callable[[str], str],
    needs: Sequence[tuple[str, str]],
    blocks: Sequence[str],
) -> Ticket:
    pack = roadmap.questions
    action.roadmap = roadmap
    phase, question = pack.phase.get(action.phase), pack.question.get(action.question)
    owner: User | None = action.owner
    return Ticket(
        code=action.code,
        title=action.title,
        description=action.description,
        address=address_of(action.get_absolute_url()),
        phase=action.phase,
        phase_title=phase.title if phase else action.phase,
        question=action.question,
        question_title=question.title if question else "",
        state=ActionState(action.state),
        impact=action.impact,
        effort_days=action.effort_days,
        start=action.start_date,
        due=action.due_date,
        owner=str(owner or ""),
        owner_mail=owner.email if owner else "",
        key=action.external_id,
        needs=tuple(needs),
        blocks=tuple(blocks),
    )


def file_name(roadmap: Roadmap, what: str, ending: str) -> str:
    """Of today, such as `acme-checkout-actions-2026-11-22.csv`."""
    whose = slugify(f"{roadmap.workspace.name} {roadmap.title}")[:LONGEST_NAME].strip("-")
    return "-".join(filter(None, (whose, what, roadmap.workspace.today.isoformat()))) + f".{ending}"
