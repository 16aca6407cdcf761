"""The assessment report as data: every text as it is printed, in the order in which it is printed.

Made by `reports.builders`, printed by the templates in templates/reports/assessment/. Fields of type SafeString hold
markup made by this product; every other text is escaped by the templates.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from assessments.domain.results import Counts
from core.colour import Accent
from reports.domain.options import Chapter, Detail
from reports.domain.summary import Summary


@dataclass(frozen=True, slots=True)
class Cover:
    """`is_long` where the names need smaller letters to stay clear of the finding below them."""

    organisation: str
    title: str
    subject: str
    day: str
    prepared_by: str
    has_logo: bool
    has_consultant_logo: bool
    marks: tuple[str, ...]
    is_long: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: a large value with what it is and one line about it. `level` colours it, if it is a maturity."""

    label: str
    value: str
    note: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A phase or domain in a table of scores."""

    title: str
    claimed: str
    verified: str
    target: str
    range: str
    settled: str
    below_target: str
    weight: str
    level: int | None


@dataclass(frozen=True, slots=True)
class NextStepRow:
    """One of the most valuable next steps."""

    number: int
    question: str
    title: str
    phase: str
    reason: str
    action: str
    effort: str
    artifact: str
    because: str
    verified: int
    target: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap in the list of all."""

    number: int
    question: str
    title: str
    verified: int
    target: int
    effort: str
    priority: str
    needed_by: str


@dataclass(frozen=True, slots=True)
class LapseRow:
    """Evidence that counts on the day of the report and will stop to soon."""

    day: str
    question: str
    title: str


@dataclass(frozen=True, slots=True)
class Lapses:
    """What lapses within `days`, soonest first, and what that does to the verified score if nothing is renewed."""

    days: int
    rows: tuple[LapseRow, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """`about` is what is at risk, or by when it is due."""

    question: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Due:
    """What to do first where no answer is below its target; the sentence is empty where one is."""

    sentence: str
    rows: tuple[DueRow, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """`href` is empty unless it is a web address."""

    title: str
    kind: str
    href: str
    reference: str
    observed: str
    standing: str
    counts: bool


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A criterion that is missing. `standing` is empty where nobody went through the criteria."""

    text: str
    is_must: bool
    standing: str


@dataclass(frozen=True, slots=True)
class MissingLevel:
    """What is still missing for one level. `is_target` where it is the level aimed at."""

    level: int
    name: str
    is_target: bool
    rows: tuple[MissingRow, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A level's statement. `is_base` where it is only what the next one builds on, or only claimed."""

    name: str
    text: str
    is_base: bool


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    id: str
    title: str
    domain: str
    state: str
    state_text: str
    claimed: int | None
    verified: int | None
    target: int
    statements: tuple[Statement, ...]
    level_reason: str
    missing: tuple[MissingLevel, ...]
    evidence: tuple[EvidenceRow, ...]
    evidence_note: str
    action: str
    why: str
    note: SafeString


@dataclass(frozen=True, slots=True)
class TermRow:
    """One summand of a score: what is weighed, by how much, and each value, as text."""

    id: str
    title: str
    weight: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermTable:
    """How scores come about: the rows, and the weighted means below them."""

    rows: tuple[TermRow, ...]
    weight_sum: str
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateLine:
    """A condition of a phase's exit gate that answers can show; `standing` is met, not met or open."""

    standing: str
    text: str


@dataclass(frozen=True, slots=True)
class PhaseChapter:
    id: str
    number: int
    title: str
    finding: str
    objective: str
    comment: SafeString
    row: ScoreRow
    gate: tuple[GateLine, ...]
    questions: tuple[QuestionBlock, ...]
    terms: TermTable


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    id: str
    title: str
    phase: str
    state_text: str
    why: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    level: int
    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Who submitted a phase and who decided about it, each with the day; empty where nobody did."""

    phase: str
    state: str
    submitted: str
    decided: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    author: str
    day: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class TalkBlock:
    """What was said about a question."""

    question: str
    title: str
    is_open: bool
    comments: tuple[CommentRow, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """SVG drawings; empty where there is nothing to draw."""

    overall: SafeString
    phases: SafeString
    domains: SafeString
    radar: SafeString
    heatmap: SafeString


@dataclass(frozen=True, slots=True)
class ChangeScores:
    """A phase or domain, or all: over the questions that both sides have, and as each side reported it."""

    title: str
    before: str
    after: str
    change: str
    way: str
    claimed: str
    reported: str
    compared: str


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A question that moved. Levels are None where there is none, and `*_text` says why."""

    id: str
    title: str
    before: int | None
    after: int | None
    before_text: str
    after_text: str
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Questions that moved one way; `left_out` are those that are not named one by one."""

    title: str
    rows: tuple[MovedRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class ChangesChapter:
    """What changed since the baseline, a milestone. `content_hash` is that of what was frozen."""

    headline: str
    baseline: str
    coverage: str
    reported: str
    chart: SafeString
    total: ChangeScores
    phases: tuple[ChangeScores, ...]
    domains: tuple[ChangeScores, ...]
    moved: tuple[Moved, ...]
    content_hash: str


@dataclass(frozen=True, slots=True)
class AssessmentReport:
    """`has_generated` is off where the author's own words stand in for the generated summary; `changes` are there where
    a baseline was chosen.
    """

    detail: Detail
    chapters: tuple[Chapter, ...]
    has_generated: bool
    language: str
    accent: Accent
    cover: Cover
    running_title: str
    running_mark: str
    is_core: bool
    own_words: SafeString
    summary: Summary
    figures: tuple[Figure, ...]
    charts: Charts
    phase_rows: tuple[ScoreRow, ...]
    domain_rows: tuple[ScoreRow, ...]
    overall_row: ScoreRow
    steps: tuple[NextStepRow, ...]
    steps_effect: str
    gaps: tuple[GapRow, ...]
    lapses: Lapses
    due: Due
    phases: tuple[PhaseChapter, ...]
    changes: ChangesChapter | None
    open_questions: tuple[OpenQuestion, ...]
    not_applicable: tuple[OpenQuestion, ...]
    levels: tuple[LevelRow, ...]
    caps: tuple[tuple[str, int], ...]
    validity_days: int
    counting_rules: tuple[str, ...]
    glossary: tuple[tuple[str, str], ...]
    overall_terms: TermTable
    percent_to_target: str
    retired: tuple[tuple[str, str], ...]
    counts: Counts
    scope_note: str
    pack: str
    pack_hash: str
    scoring_version: int
    content_hash: str
    signatures: tuple[SignatureRow, ...] = ()
    talks: tuple[TalkBlock, ...] = ()

    @property
    def is_for_board(self) -> bool:
        return self.detail is Detail.BOARD

    @property
    def has_questions(self) -> bool:
        """Whether each question has its place, to which others can lead."""
        return not self.is_for_board and Chapter.PHASES in self.chapters

    @property
    def has_comments(self) -> bool:
        """Only where somebody chose them is there anything; see `reports.queries.record`."""
        return bool(self.talks)

    @property
    def has_appendix(self) -> bool:
        return not self.is_for_board and Chapter.APPENDIX in self.chapters
