"""Questions and scores as the pages of an assessment show them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.choices import ReasonChoice, StateChoice
from assessments.domain.criteria import suggested_level
from assessments.domain.proof import Lift, possible_lifts
from assessments.domain.results import GroupResult, QuestionResult
from assessments.domain.suggestions import Suggestion
from assessments.domain.summary import Part, Scores
from assessments.forms.answers import NOT_APPLICABLE, UNKNOWN
from assessments.models import Answer
from assessments.queries.sections import Line
from assessments.words import score as score_in_words
from catalog.domain.question_pack import Criterion, CriterionKind, Question, QuestionPack, Reference
from core.charts.scores import Scale, ScoreRow, Value
from core.charts.strip import draw_strip
from core.local import clock, day


@dataclass(frozen=True, slots=True)
class Rung:
    """One level to choose. `statements` are those it builds on, lowest first, and its own last."""

    level: int
    name: str
    statement: str
    is_target: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Tick:
    criterion: Criterion
    is_met: bool
    is_refuted: bool

    @property
    def is_should(self) -> bool:
        return self.criterion.kind is CriterionKind.SHOULD


@dataclass(frozen=True, slots=True)
class TickLevel:
    level: int
    name: str
    ticks: Sequence[Tick]


@dataclass(frozen=True, slots=True)
class Both:
    """After a collision: what somebody else stored and what the person typed, in words."""

    unit: str
    title: str | Promise
    typed: str
    stored: str


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A choice from elsewhere that waits. `values` are those of its controls, as JSON for a script."""

    origin: str
    level: int | None
    label: str
    statement: str
    level_reason: str
    ticks: int
    values: str


@dataclass
class ShownQuestion:
    """A question with everything around it. `typed` is what a person sent and could not be stored, by control.

    `lock` says why nobody can change the answer now; then `unsaved` is what was typed all the same.
    """

    pack: QuestionPack
    line: Line
    is_open: bool = False
    typed: Mapping[str, object] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    conflicts: Sequence[Both] = ()
    conflict_by: str = ""
    suggestion: Suggestion | None = None
    open_comments: int = 0
    may_answer: bool = False
    lock: str = ""
    unsaved: Mapping[str, str] = field(default_factory=dict)

    @property
    def question(self) -> Question:
        return self.line.question

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def revision(self) -> int:
        return self.line.answer.revision

    @cached_property
    def choice(self) -> str:
        return str(self.typed.get("choice", choice_of(self.line.answer.state, self.line.answer.level)))

    @property
    def reason(self) -> str:
        return str(self.typed.get("reason", self.line.answer.reason))

    @property
    def level_reason(self) -> str:
        return str(self.typed.get("level_reason", self.line.answer.level_reason))

    @property
    def note(self) -> str:
        return str(self.typed.get("note", self.line.answer.note))

    @property
    def is_flagged(self) -> bool:
        return bool(self.typed.get("is_flagged", self.line.answer.is_flagged))

    @cached_property
    def met(self) -> frozenset[str]:
        met = self.typed.get("met", self.line.answer.met)
        return frozenset(met if isinstance(met, list) else [])

    @property
    def label(self) -> str:
        return label_of(self.pack, self.line.answer.state, self.line.answer.level)

    @property
    def level(self) -> int | None:
        return self.line.answer.level

    @property
    def statement(self) -> str:
        """What the chosen level says."""
        return "" if self.level is None else self.question.levels[self.level - self.pack.scale.min]

    @property
    def why_not_applicable(self) -> str:
        reason = self.line.answer.reason
        return str(ReasonChoice(reason).label) if reason else ""

    @property
    def carried(self) -> CarriedOver | None:
        if not self.line.answer.carried:
            return None
        said = self.line.answer.carried
        level = said["level"]
        reason = f": {ReasonChoice(said['reason']).label}" if said["reason"] else ""
        values = controls_of({**said, "note": "", "is_flagged": False})
        return CarriedOver(
            origin=said["from"],
            level=level,
            label=f"{label_of(self.pack, said['state'], level)}{reason}",
            statement="" if level is None else self.question.levels[level - self.pack.scale.min],
            level_reason=said["level_reason"],
            ticks=len(said["met"]),
            values=json.dumps({name: values[name] for name in ("choice", "reason", "level_reason", "met")}),
        )

    @property
    def rungs(self) -> list[Rung]:
        target = self.line.result.target
        return [
            Rung(each.level, each.name, statement, each.level == target, str(each.level) == self.choice)
            for each, statement in zip(self.pack.scale.levels, self.question.levels, strict=True)
        ]

    @property
    def tick_levels(self) -> list[TickLevel]:
        refuted = frozenset(self.line.answer.not_met)
        found: dict[int, list[Tick]] = {}
        for each in self.question.criteria:
            found.setdefault(each.level, []).append(Tick(each, each.id in self.met, each.id in refuted - self.met))
        return [TickLevel(level, self.pack.scale.name(level), ticks) for level, ticks in sorted(found.items())]

    @property
    def suggested(self) -> int:
        return suggested_level(self.question, self.pack.scale, self.met)

    @property
    def missing(self) -> list[str]:
        """What the next level takes besides, once something is ticked."""
        above = self.suggested + 1
        asked = [each for each in self.question.criteria if each.level == above] if self.met else []
        return [each.text for each in asked if each.id not in self.met]

    @property
    def differs(self) -> bool:
        """The level chosen is another than the ticked criteria suggest, so a reason is asked for."""
        return bool(self.met) and self.choice.isdigit() and int(self.choice) != self.suggested

    @property
    def kinds(self) -> list[str]:
        return [self.pack.evidence_kind[id_].title for id_ in self.question.evidence if id_ in self.pack.evidence_kind]

    @property
    def references(self) -> list[Reference]:
        """Those that lead somewhere; a reference may name a chapter behind the id of its source."""
        known = {reference.id: reference for reference in self.pack.references}
        named = (known.get(id_) or known.get(id_.split(" ")[0]) for id_ in self.question.references)
        return list(dict.fromkeys(reference for reference in named if reference))

    @property
    def builds_on(self) -> list[Question]:
        return [self.pack.question[id_] for id_ in self.question.depends_on if id_ in self.pack.question]

    @property
    def changed(self) -> str:
        return last_change(self.line.answer)

    @property
    def proof(self) -> str:
        return proof_in_words(self.pack, self.line.result, has_evidence=bool(self.line.citations))


def choice_of(state: str, level: int | None) -> str:
    """The value of the control that says so."""
    if state == StateChoice.ANSWERED:
        return str(level)
    return {StateChoice.UNKNOWN: UNKNOWN, StateChoice.NOT_APPLICABLE: NOT_APPLICABLE}.get(StateChoice(state), "")


def controls_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """An answer by its fields, as the controls of the page have it."""
    texts = {name: said[name] for name in ("reason", "level_reason", "note")}
    choice = choice_of(said["state"], said["level"])
    return {"choice": choice, **texts, "met": said["met"], "is_flagged": said["is_flagged"]}


def last_change(answer: Answer) -> str:
    """Ada Lovelace, 3 November 2026, 14:05; empty where nobody has answered."""
    if answer.changed_at is None:
        return ""
    said = {"name": answer.changed_by or _("Somebody"), "day": day(answer.changed_at), "time": clock(answer.changed_at)}
    return _("%(name)s, %(day)s, %(time)s") % said


def label_of(pack: QuestionPack, state: str, level: int | None) -> str:
    return str(StateChoice(state).label) if level is None else pack.scale.name(level)


def in_short(pack: QuestionPack, state: str, level: int | None, reason: str) -> str:
    """3 Defined; or Not applicable: It is out of scope."""
    label = label_of(pack, state, level)
    if level is not None:
        return f"{level} {label}"
    return f"{label}: {ReasonChoice(reason).label}" if reason else label


def proof_in_words(pack: QuestionPack, result: QuestionResult, *, has_evidence: bool) -> str:
    """What the evidence makes of the level, and what more would."""
    if result.claimed is None or result.verified is None:
        return ""
    if result.verified == result.claimed:
        return _("The evidence carries level %(level)s.") % {"level": result.claimed} if has_evidence else ""
    carried = _("You claim %(claimed)s; what is shown so far carries %(verified)s.") % {
        "claimed": result.claimed,
        "verified": result.verified,
    }
    return " ".join([carried, *(_lift_in_words(lift) for lift in possible_lifts(result, pack.evidence_caps))])


def _lift_in_words(lift: Lift) -> str:
    if lift.evidence_class == "document":
        return _("A document would carry %(level)s.") % {"level": lift.level}
    return _("A measurement would carry %(level)s.") % {"level": lift.level}


@dataclass(frozen=True, slots=True)
class LiveScore:
    """The numbers beside the questions: of this section, and of everything."""

    claimed: str
    verified: str
    target: str
    reach: str
    strip: SafeString
    done: int
    total: int
    still_open: int
    unknown: int
    with_evidence: int
    answered: int
    all_done: int
    all_total: int
    all_verified: str

    @property
    def still_open_in_words(self) -> str:
        if not self.still_open:
            return _("Every question has an answer")
        said = (
            ngettext("One question is not known yet", "%(n)s questions are not known yet", self.still_open)
            if self.still_open == self.unknown
            else ngettext("One question is still open", "%(n)s questions are still open", self.still_open)
        )
        return said % {"n": self.still_open}


def live_score(pack: QuestionPack, result: GroupResult, with_evidence: int, overall: Part) -> LiveScore:
    counts = result.counts
    row = replace(_score_row(result.group.title, result), target=_value(_target(result)))
    return LiveScore(
        claimed=score_in_words(result.claimed),
        verified=score_in_words(result.verified),
        target=score_in_words(_target(result)),
        reach="–".join(end.text for end in row.reach) if row.reach else "",
        strip=_strip(pack, row),
        done=counts.answered + counts.not_applicable,
        total=counts.total,
        still_open=counts.open,
        unknown=counts.unknown,
        with_evidence=with_evidence,
        answered=counts.answered,
        all_done=overall.counts.answered + overall.counts.not_applicable,
        all_total=overall.counts.total,
        all_verified=score_in_words(overall.scores.verified),
    )


def _target(result: GroupResult) -> Fraction | None:
    """That of the questions with a level; before one has a level, that of all of them, and not nothing."""
    if result.target is not None or not result.questions:
        return result.target
    weights = sum(each.question.weight for each in result.questions)
    return Fraction(sum(each.question.weight * each.target for each in result.questions), weights)


def overall_strip(pack: QuestionPack, scores: Scores) -> SafeString:
    """The score of everything on a line."""
    return _strip(pack, _score_row(_("All sections"), scores))


def _strip(pack: QuestionPack, row: ScoreRow) -> SafeString:
    return mark_safe(draw_strip(row, slug="live", title=_("Score"), scale=Scale(pack.scale.min, pack.scale.max)))


def _score_row(label: str, scored: GroupResult | Scores) -> ScoreRow:
    return ScoreRow(
        label=label,
        verified=_value(scored.verified),
        claimed=_value(scored.claimed),
        target=_value(scored.target),
        low=_value(scored.low),
        high=_value(scored.high),
    )


def _value(score: object) -> Value | None:
    return None if score is None else Value(score, score_in_words(score))  # type: ignore[arg-type]
