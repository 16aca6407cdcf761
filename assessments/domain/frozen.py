"""A result as it is frozen: every number exact, with all that the rules said of it, and back again without them.

The data is JSON. What `results.json` holds is in it as it was written on that day; beside it stands what that rounds or
leaves out: exact scores, the days of evidence, what the rules said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from assessments.domain.answers import Answer, Evidence, Reason, Scope, State, Targets
from assessments.domain.criteria import Missing
from assessments.domain.evidence import JudgedEvidence, Standing
from assessments.domain.results import Counts, Gap, GroupResult, Overall, QuestionResult, Result
from assessments.domain.rulings import Ruling, Rulings, rulings_on
from assessments.domain.submission import Submission
from assessments.domain.summary import Summary
from catalog.domain.question_pack import Domain, EvidenceClass, Phase, QuestionPack

type Data = Mapping[str, Any]

MEASURES = ("claimed", "verified", "target", "low", "high")


def exact_data(result: Result) -> dict[str, Any]:
    """What `assessments.domain.result_data` leaves out. Fractions are text like 29/12."""
    rulings = rulings_on(result)
    return {
        "overall": _scores(result.overall) | {"percent_to_target": _text(result.overall.percent_to_target)},
        "phases": {part.group.id: _scores(part) for part in result.phases},
        "domains": {part.group.id: _scores(part) for part in result.domains},
        "priorities": {gap.result.question.id: _text(gap.priority) for gap in result.gaps},
        "validity_days": {
            found.question.id: [item.validity_days for item in found.evidence]
            for found in result.questions
            if found.evidence
        },
        "rulings": {id_: _ruling(ruling) for id_, ruling in rulings.by_question.items()},
        "if_closed": [_text(score) for score in rulings.if_closed],
        "if_not_renewed": rulings.if_not_renewed.to_data(),
    }


def read_submission(results: Data, exact: Data) -> Submission:
    """What was handed in: the head and the answers as they counted."""
    head = results["assessment"]
    return Submission(
        organisation=head["organisation"],
        title=head["title"],
        as_of=date.fromisoformat(results["as_of"]),
        targets=_targets(head),
        answers={each["id"]: _answer(each, exact) for each in results["questions"]},
        scope=Scope(head["scope"]),
    )


def read_result(results: Data, exact: Data, pack: QuestionPack) -> Result:
    """The result of that day. `pack` is the one that was frozen, with the questions that were asked."""
    questions = tuple(_question(each, exact, pack) for each in results["questions"])
    by_id = {found.question.id: found for found in questions}
    overall = results["overall"]
    return Result(
        pack=pack,
        scoring_version=results["scoring_version"],
        as_of=date.fromisoformat(results["as_of"]),
        targets=_targets(results["assessment"]),
        overall=Overall(**_read_scores(exact["overall"]), level=overall["level"]),
        counts=_counts(results["completion"]),
        phases=tuple(_group(each, exact["phases"], pack.phase, pack, by_id) for each in results["phases"]),
        domains=tuple(_group(each, exact["domains"], pack.domain, pack, by_id) for each in results["domains"]),
        questions=questions,
        gaps=tuple(
            Gap(
                by_id[each["question"]], each["gap"], each["first_for"], Fraction(exact["priorities"][each["question"]])
            )
            for each in results["gaps"]
        ),
        find_out=tuple(by_id[each["question"]] for each in results["find_out"]),
        rulings=Rulings(
            by_question={id_: _read_ruling(each, pack) for id_, each in exact["rulings"].items()},
            if_closed=tuple(map(_fraction, exact["if_closed"])),
            if_not_renewed=Summary.from_data(exact["if_not_renewed"]),
        ),
    )


def _targets(head: Data) -> Targets:
    return Targets(_whole(head["target"]), tuple((phase, _whole(level)) for phase, level in head["targets"].items()))


def _question(data: Data, exact: Data, pack: QuestionPack) -> QuestionResult:
    answer = _answer(data, exact)
    return QuestionResult(
        question=pack.question[data["id"]],
        answer=answer,
        state=answer.state,
        claimed=data["claimed"],
        verified=data["verified"],
        target=_whole(data["target"]),
        cap=data["cap"],
        evidence=tuple(
            JudgedEvidence(item, Standing(each["why"]), item.validity_days or 0)
            for item, each in zip(answer.evidence, data["evidence"], strict=True)
        ),
    )


def _answer(data: Data, exact: Data) -> Answer:
    days = exact["validity_days"].get(data["id"], ())
    return Answer(
        state=State(data["state"]),
        level=data["level"],
        reason=Reason(data["not_applicable"]) if data["not_applicable"] else None,
        note=data["note"],
        evidence=tuple(_evidence(each, valid) for each, valid in zip(data["evidence"], days, strict=True)),
        met=frozenset(data["met"]),
        not_met=frozenset(data["not_met"]),
        level_reason=data["reason"],
    )


def _evidence(data: Data, validity_days: int) -> Evidence:
    return Evidence(
        evidence_class=EvidenceClass(data["class"]),
        title=data["title"],
        link=data["link"] or "",
        reference=data["reference"] or "",
        observed=date.fromisoformat(data["observed"]) if data["observed"] else None,
        validity_days=validity_days,
        kind=data["kind"],
    )


def _group(
    data: Data,
    exact: Data,
    groups: Mapping[str, Phase] | Mapping[str, Domain],
    pack: QuestionPack,
    by_id: Mapping[str, QuestionResult],
) -> GroupResult:
    group = groups[data["id"]]
    return GroupResult(
        group=group,
        weight=group.weight if isinstance(group, Phase) else None,
        questions=tuple(by_id[question.id] for question in pack.asked_in(group)),
        counts=_counts(data["counts"]),
        **_read_scores(exact[data["id"]]),
    )


def _counts(data: Data) -> Counts:
    return Counts(**{name: data[name] for name in Counts._fields})


def _scores(scored: GroupResult | Overall) -> dict[str, str | None]:
    return {name: _text(getattr(scored, name)) for name in MEASURES}


def _read_scores(data: Mapping[str, str | None]) -> dict[str, Fraction | None]:
    return {name: _fraction(value) for name, value in data.items()}


def _ruling(ruling: Ruling) -> list[Any]:
    """Carried, the missing criteria each with whether it is known, action. A list: there is one for every question."""
    return [ruling.carried, [[each.criterion.id, each.known] for each in ruling.missing], ruling.action]


def _read_ruling(data: Sequence[Any], pack: QuestionPack) -> Ruling:
    carried, missing, action = data
    return Ruling(carried, tuple(Missing(pack.criterion[id_], known) for id_, known in missing), action)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _whole(value: str) -> int:
    """Targets are levels; results.json writes them with four decimals."""
    return int(Fraction(value))
