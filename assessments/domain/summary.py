"""The result of an assessment in a few numbers, as it is stored and shown in lists and beside the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any

from assessments.domain.results import Counts, GroupResult, Overall, QuestionResult, Result
from assessments.domain.scoring import overall_mean
from catalog.domain.question_pack import QuestionPack

type Data = Mapping[str, Any]

NOTHING = Counts(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Scores:
    """Exact, None where there is no score; see `assessments.domain.results.Measure`."""

    claimed: Fraction | None = None
    verified: Fraction | None = None
    target: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A phase, a domain, or everything. `with_evidence` counts answered questions with evidence that counts."""

    scores: Scores
    counts: Counts
    with_evidence: int


EMPTY = Part(Scores(), NOTHING, 0)


@dataclass(frozen=True, slots=True)
class Summary:
    """`phases` and `domains` by their id. `as_of` is None before anything was computed."""

    as_of: date | None
    scoring_version: int
    overall: Part
    phases: Mapping[str, Part]
    domains: Mapping[str, Part]

    def to_data(self) -> dict[str, Any]:
        """JSON; fractions as text like 29/12, so that nothing is rounded on the way."""
        return {
            "as_of": self.as_of and self.as_of.isoformat(),
            "scoring_version": self.scoring_version,
            "overall": _part_data(self.overall),
            "phases": {id_: _part_data(part) for id_, part in self.phases.items()},
            "domains": {id_: _part_data(part) for id_, part in self.domains.items()},
        }

    @classmethod
    def from_data(cls, data: Data) -> Summary:
        if not data:
            return cls(None, 0, EMPTY, {}, {})
        return cls(
            as_of=date.fromisoformat(data["as_of"]) if data["as_of"] else None,
            scoring_version=data["scoring_version"],
            overall=_part(data["overall"]),
            phases={id_: _part(part) for id_, part in data["phases"].items()},
            domains={id_: _part(part) for id_, part in data["domains"].items()},
        )


def overall_part(data: Data) -> Part:
    """Of a stored summary only what it says of everything, at a tenth of the time: for what reads many of them."""
    return _part(data["overall"]) if data else EMPTY


def summarise(result: Result) -> Summary:
    return Summary(
        as_of=result.as_of,
        scoring_version=result.scoring_version,
        overall=Part(_scores(result.overall), result.counts, _with_evidence(result.questions)),
        phases={part.group.id: _group(part) for part in result.phases},
        domains={part.group.id: _group(part) for part in result.domains},
    )


def with_parts(summary: Summary, pack: QuestionPack, phase: GroupResult, domain: GroupResult) -> Summary:
    """The summary after an answer of this phase and this domain changed, of the same day: the rest stays as it was."""
    phases = {**summary.phases, phase.group.id: _group(phase)}
    counts = Counts(*map(sum, zip(*(part.counts for part in phases.values()), strict=True)))
    scores = {
        field.name: overall_mean(pack, {id_: getattr(part.scores, field.name) for id_, part in phases.items()})
        for field in fields(Scores)
    }
    overall = Part(Scores(**scores), counts, sum(part.with_evidence for part in phases.values()))
    return replace(
        summary, overall=overall, phases=phases, domains={**summary.domains, domain.group.id: _group(domain)}
    )


def _group(part: GroupResult) -> Part:
    return Part(_scores(part), part.counts, _with_evidence(part.questions))


def _scores(scored: GroupResult | Overall) -> Scores:
    return Scores(scored.claimed, scored.verified, scored.target, scored.low, scored.high)


def _with_evidence(questions: Sequence[QuestionResult]) -> int:
    return sum(result.claimed is not None and any(item.counts for item in result.evidence) for result in questions)


def _part_data(part: Part) -> dict[str, Any]:
    scores = {name: None if value is None else str(value) for name, value in _named(part.scores)}
    return {"scores": scores, "counts": list(part.counts), "with_evidence": part.with_evidence}


def _part(data: Data) -> Part:
    # Fraction reads text by a pattern made for every way of writing numbers, which takes three times as long.
    scores = {name: value and Fraction(*map(int, value.split("/"))) for name, value in data["scores"].items()}
    return Part(Scores(**scores), Counts(*data["counts"]), data["with_evidence"])


def _named(scores: Scores) -> list[tuple[str, Fraction | None]]:
    return [(field.name, getattr(scores, field.name)) for field in fields(scores)]
