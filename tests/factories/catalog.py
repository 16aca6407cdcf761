"""Small packs, made in code, for tests of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from catalog.domain.question_pack import (
    Criterion,
    CriterionKind,
    Domain,
    Duration,
    Effort,
    EvidenceCaps,
    EvidenceClass,
    EvidenceKind,
    ExitGate,
    NextStep,
    Phase,
    Question,
    QuestionPack,
    Scale,
    ScaleLevel,
)

KINDS = (
    EvidenceKind("document", "Written document", EvidenceClass.DOCUMENT),
    EvidenceKind("report", "Dated report", EvidenceClass.MEASUREMENT),
)


def make_question(id_: str, **values: object) -> Question:
    """A question with one `must` a level; anything can be given instead."""
    phase = id_.split("-", maxsplit=1)[0]
    defaults: dict[str, object] = {
        "id": id_,
        "phase": phase,
        "domain": "all",
        "core": False,
        "title": f"Is {id_} so?",
        "why": "It matters.",
        "risk": f"Without {id_} things go wrong.",
        "weight": Fraction(1),
        "impact": 3,
        "effort": Effort.MEDIUM,
        "levels": tuple(f"{id_} level {level}." for level in range(6)),
        "criteria": tuple(Criterion(f"{id_}.{n}a", n, CriterionKind.MUST, f"Fact {n}.") for n in range(1, 6)),
        "action": "Do it.",
        "next_steps": (NextStep(0, 3, f"Begin with {id_}."), NextStep(3, 5, f"Go on with {id_}.")),
        "evidence": ("document", "report"),
        "artifact": None,
        "depends_on": (),
        "references": (),
        "topics": (),
        "not_applicable_when": (),
        "focus_when": (),
    }
    return Question(**(defaults | values))  # type: ignore[arg-type]


def make_phase(id_: str, weight: Fraction | int = 1) -> Phase:
    return Phase(
        id=id_,
        code=id_,
        title=f"Phase {id_}",
        weight=Fraction(weight),
        goal="Goal.",
        objective="Objective.",
        entry_questions=(),
        checklist=(),
        artifacts=(),
        exit_gate=ExitGate(Fraction(3), (), (), ()),
        duration=Duration(1, 2, ""),
        pitfalls=(),
    )


def make_pack(questions: Sequence[Question], phases: Sequence[Phase] | None = None) -> QuestionPack:
    """A pack of these questions; phases of weight 1 are made for them unless given."""
    ids = dict.fromkeys(question.phase for question in questions)
    domains = dict.fromkeys(question.domain for question in questions)
    return QuestionPack(
        code="example",
        version="1.0.0",
        title="Example",
        language="en",
        summary="An example.",
        scope_note="",
        default_target=4,
        scale=Scale(0, 5, tuple(ScaleLevel(n, f"Name {n}", f"Rule {n}") for n in range(6))),
        counting_rules=(),
        evidence_caps=EvidenceCaps(2, 3, 5),
        validity_default_days=180,
        evidence_classes=(),
        evidence_kinds=KINDS,
        glossary=(),
        references=(),
        profile=(),
        domains=tuple(Domain(id_, f"Domain {id_}", "") for id_ in domains),
        artifacts=(),
        gate_rules=(),
        phases=tuple(phases) if phases is not None else tuple(make_phase(id_) for id_ in ids),
        checklists=(),
        questions=tuple(questions),
        retired_questions=(),
    )
