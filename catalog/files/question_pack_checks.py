"""What must be true of a question pack beyond the form of its fields."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.domain.question_pack import CriterionKind, Question, QuestionPack
from catalog.files.names import Names
from core.source import Fields

LONGEST_CIRCLE = 8
"""Questions of a circle that are named."""


@dataclass(slots=True)
class Sound:
    """The parts of a pack that were read without a fault: about others nothing more can be said."""

    scale: bool
    evidence: bool = False
    questions: list[tuple[Question, Fields]] = field(default_factory=list)


def check_question_pack(pack: QuestionPack, names: Names, sound: Sound) -> None:
    """Note what contradicts itself in parts that are sound, so that no fault only follows from another."""
    _check_groups_in_use(pack, names)
    _check_retired(names)
    _check_circles(pack, names)
    if not sound.scale:
        return
    for question, item in sound.questions:
        _check_criteria(question, item, pack)
        _check_next_steps(question, item, pack)
        if sound.evidence:
            _check_evidence(question, item, pack)


def _check_groups_in_use(pack: QuestionPack, names: Names) -> None:
    phases = {question.phase for question in pack.questions}
    domains = {question.domain for question in pack.questions}
    for kind, used in (("phase", phases), ("domain", domains)):
        known = names.defined.get(kind, {})
        if not used or used - known.keys():
            continue  # A question that names none of them may be the one that is missed.
        for id_ in known.keys() - used:
            known[id_].fault("id", f"{id_!r} has no question; remove the {kind} or add one.")


def _check_retired(names: Names) -> None:
    for id_, item in names.defined.get("retired question", {}).items():
        if id_ in names.defined.get("question", {}):
            item.fault("id", f"{id_!r} is still a question of this pack.")


def _check_circles(pack: QuestionPack, names: Names) -> None:
    known = names.defined.get("question", {})
    for circle in find_cycles(
        {question.id: question.depends_on for question in pack.questions if question.id in known}
    ):
        shown = circle if len(circle) <= LONGEST_CIRCLE else [*circle[: LONGEST_CIRCLE - 1], "…", circle[-1]]
        way = " → ".join([*shown, circle[0]])
        known[circle[0]].fault("depends_on", f"goes in a circle: {way}.")


def _check_criteria(question: Question, item: Fields, pack: QuestionPack) -> None:
    for level in range(pack.scale.min + 1, pack.scale.max + 1):
        if not any(c.level == level and c.kind is CriterionKind.MUST for c in question.criteria):
            item.fault("criteria", f"has no 'must' at level {level}.")


def _check_evidence(question: Question, item: Fields, pack: QuestionPack) -> None:
    if any(kind not in pack.evidence_kind for kind in question.evidence):
        return
    best = max(pack.evidence_caps.of(pack.evidence_kind[kind].evidence_class) for kind in question.evidence)
    if best < pack.scale.max:
        item.fault("evidence", f"has no kind that reaches level {pack.scale.max}; the best listed carries {best}.")


def _check_next_steps(question: Question, item: Fields, pack: QuestionPack) -> None:
    reached = pack.scale.min
    for step in question.next_steps:
        if step.from_level != reached or step.to_level <= step.from_level:
            item.fault(
                "next_steps",
                f"must lead on from level {reached}, not from {step.from_level} to {step.to_level}.",
            )
            return
        reached = step.to_level
    if reached != pack.scale.max:
        item.fault("next_steps", f"must lead up to level {pack.scale.max}; they end at {reached}.")


def find_cycles(arrows: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Circles that share nothing with each other; without those there is none.

    Iterative, for a pack may chain more questions than Python may recurse.
    """
    cycles: list[list[str]] = []
    done: set[str] = set()
    for start in arrows:
        path = {start: iter(arrows[start])} if start not in done else {}
        while path:
            node = next(reversed(path))
            target = next(path[node], None)
            if target is None:
                done.add(path.popitem()[0])
            elif target in path:
                cycle: list[str] = []
                while target in path:
                    cycle.append(path.popitem()[0])
                cycles.append(cycle[::-1])
                done.update(cycle)
            elif target in arrows and target not in done:
                path[target] = iter(arrows[target])
    return cycles
