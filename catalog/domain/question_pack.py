"""A question pack: what a product is assessed against. Frozen, complete and already checked (see `catalog.files`)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from catalog.domain.statements import statements_of


class EvidenceClass(StrEnum):
    """What a piece of evidence can prove: a document says how it should be, a measurement that it happened."""

    DOCUMENT = "document"
    MEASUREMENT = "measurement"


class Effort(StrEnum):
    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"


class CriterionKind(StrEnum):
    """`must` is what a level means, `should` is what makes it good: one missing `should` a level is forgiven."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    level: int
    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class Scale:
    min: int
    max: int
    levels: tuple[ScaleLevel, ...]

    def name(self, level: int) -> str:
        return self.levels[level - self.min].name


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with an id: a counting rule, an entry question."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class EvidenceCaps:
    """The highest verified level that no evidence, a document or a measurement can carry."""

    none: int
    document: int
    measurement: int

    def of(self, evidence_class: EvidenceClass | None) -> int:
        if evidence_class is None:
            return self.none
        return self.document if evidence_class is EvidenceClass.DOCUMENT else self.measurement


@dataclass(frozen=True, slots=True)
class EvidenceClassText:
    id: EvidenceClass
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    id: str
    title: str
    evidence_class: EvidenceClass


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary."""

    id: str
    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Reference:
    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ProfileOption:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """A fact about the product that suggests what applies; it never changes an answer by itself."""

    id: str
    title: str
    multiple: bool
    options: tuple[ProfileOption, ...]


@dataclass(frozen=True, slots=True)
class ProfileMatch:
    """True where the profile question was answered with one of `options`."""

    profile: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """True where every match is true."""

    all: tuple[ProfileMatch, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Domain:
    id: str
    title: str
    question: str


@dataclass(frozen=True, slots=True)
class Artifact:
    id: str
    title: str
    phase: str
    done_when: tuple[str, ...]
    outline: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    id: str
    text: str
    done_when: str
    questions: tuple[str, ...]
    artifacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list that runs across the phases, such as the ten-point checklist."""

    id: str
    title: str
    intro: str
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class GateLevel:
    question: str
    level: int


@dataclass(frozen=True, slots=True)
class Decision:
    id: str
    text: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class ExitGate:
    """What must be true to leave a phase: its verified score, single answers, artifacts and decisions."""

    verified_score: Fraction
    questions: tuple[GateLevel, ...]
    artifacts: tuple[str, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Duration:
    weeks_min: int
    weeks_max: int
    note: str


@dataclass(frozen=True, slots=True)
class Phase:
    id: str
    code: str
    title: str
    weight: Fraction
    goal: str
    objective: str
    entry_questions: tuple[Text, ...]
    checklist: tuple[ChecklistItem, ...]
    artifacts: tuple[str, ...]
    exit_gate: ExitGate
    duration: Duration
    pitfalls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One atomic statement under a level. Its id is question, level and letter: `IMP-05.3b`."""

    id: str
    level: int
    kind: CriterionKind
    text: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do when a question stands at a level from `from_level` up to below `to_level`."""

    from_level: int
    to_level: int
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    phase: str
    domain: str
    core: bool
    title: str
    why: str
    risk: str
    weight: Fraction
    impact: int
    effort: Effort
    levels: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    action: str
    next_steps: tuple[NextStep, ...]
    evidence: tuple[str, ...]
    artifact: str | None
    depends_on: tuple[str, ...]
    references: tuple[str, ...]
    topics: tuple[str, ...]
    not_applicable_when: tuple[Condition, ...]
    focus_when: tuple[Condition, ...]

    def statements(self, level: int, lowest: int) -> tuple[tuple[int, str], ...]:
        """The statement of a level with those it builds on, lowest first, each with its level."""
        return statements_of(self.levels, level, lowest)

    def next_step(self, level: int) -> str:
        """What to do from this level on; empty at the top."""
        for step in self.next_steps:
            if step.from_level <= level < step.to_level:
                return step.text
        return ""


@dataclass(frozen=True, slots=True)
class RetiredQuestion:
    id: str
    into: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class QuestionPack:
    """Everything an assessment is made of. Two packs with the same code and version have the same content."""

    code: str
    version: str
    title: str
    language: str
    summary: str
    scope_note: str
    default_target: int
    scale: Scale
    counting_rules: tuple[Text, ...]
    evidence_caps: EvidenceCaps
    validity_default_days: int
    evidence_classes: tuple[EvidenceClassText, ...]
    evidence_kinds: tuple[EvidenceKind, ...]
    glossary: tuple[Term, ...]
    references: tuple[Reference, ...]
    profile: tuple[ProfileQuestion, ...]
    domains: tuple[Domain, ...]
    artifacts: tuple[Artifact, ...]
    gate_rules: tuple[str, ...]
    phases: tuple[Phase, ...]
    checklists: tuple[Checklist, ...]
    questions: tuple[Question, ...]
    retired_questions: tuple[RetiredQuestion, ...]

    # Looked up many times in one scoring; the pack never changes, so each is made once.

    @cached_property
    def question(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    def asked_in(self, group: Phase | Domain) -> tuple[Question, ...]:
        """The questions of a phase or a domain, in the pack's order."""
        return self._asked[isinstance(group, Phase), group.id]

    @cached_property
    def _asked(self) -> dict[tuple[bool, str], tuple[Question, ...]]:
        found: dict[tuple[bool, str], list[Question]] = {(True, phase.id): [] for phase in self.phases}
        found |= {(False, domain.id): [] for domain in self.domains}
        for question in self.questions:
            found[True, question.phase].append(question)
            found[False, question.domain].append(question)
        return {key: tuple(questions) for key, questions in found.items()}

    @cached_property
    def phase(self) -> dict[str, Phase]:
        return {phase.id: phase for phase in self.phases}

    @cached_property
    def domain(self) -> dict[str, Domain]:
        return {domain.id: domain for domain in self.domains}

    @cached_property
    def artifact(self) -> dict[str, Artifact]:
        return {artifact.id: artifact for artifact in self.artifacts}

    @cached_property
    def checklist_item(self) -> dict[tuple[str, str], ChecklistItem]:
        """By the id of its list, which is that of a phase or of a checklist, and its own."""
        lists = [(phase.id, phase.checklist) for phase in self.phases] + [
            (each.id, each.items) for each in self.checklists
        ]
        return {(list_id, item.id): item for list_id, items in lists for item in items}

    @cached_property
    def evidence_kind(self) -> dict[str, EvidenceKind]:
        return {kind.id: kind for kind in self.evidence_kinds}

    @cached_property
    def criterion(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for question in self.questions for criterion in question.criteria}

    @cached_property
    def core(self) -> QuestionPack:
        """The same pack with its core questions alone. Phases and domains stay, also those left without a question."""
        return replace(self, questions=tuple(question for question in self.questions if question.core))

    @cached_property
    def whole_weights(self) -> dict[str, int]:
        """Question weights times their common denominator: weighted means come out the same, in whole numbers."""
        common = math.lcm(*(question.weight.denominator for question in self.questions))
        return {question.id: int(question.weight * common) for question in self.questions}
