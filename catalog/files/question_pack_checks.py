"""What must be true of a question pack beyond the form of its fields."""

from __future__ import annotations

from catalog.domain.question_pack import CriterionKind, Question, QuestionPack
from catalog.files.names import Names


def check_question_pack(pack: QuestionPack, names: Names) -> None:
    """Note what contradicts itself in a pack whose fields are all well formed."""
    _check_caps(pack, names)
    _check_groups_in_use(pack, names)
    _check_retired(pack, names)
    for question in pack.questions:
        _check_criteria(question, pack, names)
        _check_evidence(question, pack, names)
        _check_next_steps(question, pack, names)
    for cycle in find_cycles({question.id: question.depends_on for question in pack.questions}):
        item = names.defined["question"][cycle[0]]
        item.fault("depends_on", f"goes in a circle: {' → '.join([*cycle, cycle[0]])}.")


def _check_caps(pack: QuestionPack, names: Names) -> None:
    caps = pack.evidence_caps
    if not caps.none <= caps.document <= caps.measurement:
        item = names.defined["question"][pack.questions[0].id]
        item.faults.add(None, "The evidence caps must rise: none, then document, then measurement.")


def _check_groups_in_use(pack: QuestionPack, names: Names) -> None:
    phases = {question.phase for question in pack.questions}
    domains = {question.domain for question in pack.questions}
    for kind, used in (("phase", phases), ("domain", domains)):
        for id_, item in names.defined[kind].items():
            if id_ not in used:
                item.fault("id", f"{id_!r} has no question; remove the {kind} or add one.")


def _check_retired(pack: QuestionPack, names: Names) -> None:
    for retired in pack.retired_questions:
        if retired.id in pack.question:
            item = names.defined["retired question"][retired.id]
            item.fault("id", f"{retired.id!r} is still a question of this pack.")


def _check_criteria(question: Question, pack: QuestionPack, names: Names) -> None:
    for level in range(pack.scale.min + 1, pack.scale.max + 1):
        if not any(c.level == level and c.kind is CriterionKind.MUST for c in question.criteria):
            names.defined["question"][question.id].fault("criteria", f"has no 'must' at level {level}.")


def _check_evidence(question: Question, pack: QuestionPack, names: Names) -> None:
    best = max(pack.evidence_caps.of(pack.evidence_kind[kind].evidence_class) for kind in question.evidence)
    if best < pack.scale.max:
        item = names.defined["question"][question.id]
        item.fault("evidence", f"has no kind that reaches level {pack.scale.max}; the best listed carries {best}.")


def _check_next_steps(question: Question, pack: QuestionPack, names: Names) -> None:
    item = names.defined["question"][question.id]
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
    """One cycle for each knot of arrows. Iterative: a pack may chain more questions than Python may recurse."""
    cycles: list[list[str]] = []
    done: set[str] = set()
    for start in arrows:
        path: list[str] = []
        on_path: set[str] = set()
        stack = [(start, iter(arrows[start]))] if start not in done else []
        if stack:
            path.append(start)
            on_path.add(start)
        while stack:
            node, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                stack.pop()
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif target in on_path:
                cycles.append(path[path.index(target) :])
            elif target not in done and target in arrows:
                stack.append((target, iter(arrows[target])))
                path.append(target)
                on_path.add(target)
    return cycles
