"""What an import writes for each kind, and how that is taken back. The evaluation is held by whoever calls this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.forms.models import model_to_dict

from vendors.choices import MethodChoice
from vendors.domain.importing import ImportKind, Line
from vendors.domain.model import TOP
from vendors.models import (
    CriteriaGroup,
    Criterion,
    Evaluation,
    ModelVersion,
    Participant,
    Proposal,
    Score,
    Weighting,
)
from vendors.operations.criteria import hold, place_criterion, place_group
from vendors.operations.import_vendors import Changes, undo_vendors, write_vendors
from vendors.queries.own_sheet import reopened_keys
from vendors.queries.versions import chosen_weighting, editable_version


def write_criteria(evaluation: Evaluation, _part: Participant | None, lines: Sequence[Line]) -> Changes:
    """New groups come behind the others, new criteria at the end of their group."""
    version = editable_version(evaluation)
    assert version
    hold(version)
    weighting = chosen_weighting(version)
    changes = {"version": version.number, "groups": _rows(version), "judgements": weighting.judgements}
    groups = {group.title.casefold(): group for group in version.groups.all()}
    points = {parent: dict(given) for parent, given in weighting.judgements.get(MethodChoice.POINTS.value, {}).items()}
    for line in sorted(lines, key=lambda each: each.row):
        criterion = _write_criterion(version, line, groups)
        if "points" in line.values:
            points.setdefault(criterion.group.key, {})[criterion.key] = str(line.values["points"])
    judgements = {**weighting.judgements, MethodChoice.POINTS.value: points}
    Weighting.objects.filter(pk=weighting.pk).update(judgements=judgements)
    return {**changes, "revision": hold(version).revision, "written": len(lines)}


def _write_criterion(version: ModelVersion, line: Line, groups: dict[str, CriteriaGroup]) -> Criterion:
    values = {name: value for name, value in line.values.items() if name in {"title", "question"}}
    if title := line.values.get("group"):
        if title.casefold() not in groups:
            groups[title.casefold()] = place_group(version=version, title=title)
        values["group"] = groups[title.casefold()]
    texts = {name: text for name, text in line.values.items() if name.startswith("anchor_")}
    if line.target is None:
        anchors = [texts.get(f"anchor_{level}", "") for level in range(TOP + 1)]
        return place_criterion(version=version, anchors=anchors, **values)
    criterion = Criterion.objects.select_related("group").get(version=version, key=line.target["key"])
    anchors = [*criterion.anchors, *[""] * (TOP + 1)][: TOP + 1]
    criterion.anchors = [texts.get(f"anchor_{level}", anchors[level]) for level in range(TOP + 1)]
    for name, value in values.items():
        setattr(criterion, name, value)
    criterion.save()
    return criterion


def undo_criteria(evaluation: Evaluation, _part: Participant | None, changes: Changes) -> int | None:
    """All of them at once, or none where the version was changed since: its rows belong together."""
    version = editable_version(evaluation)
    if version is None or (version.number, version.revision) != (changes["version"], changes["revision"]):
        return None
    hold(version)
    CriteriaGroup.objects.filter(version=version).delete()
    for entry in changes["groups"]:
        group = CriteriaGroup.objects.create(version=version, **entry["group"])
        Criterion.objects.bulk_create(Criterion(version=version, group=group, **each) for each in entry["criteria"])
    Weighting.objects.filter(pk=chosen_weighting(version).pk).update(judgements=changes["judgements"])
    return 0


def _rows(version: ModelVersion) -> list[dict[str, Any]]:
    return [
        {
            "group": model_to_dict(group, exclude=["id", "version"]),
            "criteria": [model_to_dict(each, exclude=["id", "version", "group"]) for each in group.criteria.all()],
        }
        for group in version.groups.all()
    ]


def write_scores(evaluation: Evaluation, part: Participant | None, lines: Sequence[Line]) -> Changes:
    """Into the person's own sheet; the plan holds no cell of anybody else's."""
    assert part
    proposals = {each.code: each for each in Proposal.objects.filter(evaluation=evaluation)}
    stored = {(each.proposal_id, each.criterion): each for each in Score.objects.filter(participant=part)}
    entries: list[dict[str, Any]] = []
    for line in lines:
        assert line.target
        proposal, criterion = proposals[line.target["proposal"]], line.target["criterion"]
        score, before = stored.get((proposal.pk, criterion)), None
        if score is None:
            score = Score.objects.create(participant=part, proposal=proposal, criterion=criterion, **line.values)
        else:
            before = {name: getattr(score, name) for name in line.values}
            score = score.save_revision(seen=score.revision, **line.values)
        entries.append(
            {"proposal": proposal.code, "criterion": criterion, "revision": score.revision, "before": before}
        )
    return {"scores": entries}


def undo_scores(evaluation: Evaluation, part: Participant | None, changes: Changes) -> int:
    """What was read by others meanwhile stays as well, although the sheet is open for some criteria again."""
    kept, keys = 0, reopened_keys(evaluation)
    stored = Score.objects.filter(participant=part, proposal__evaluation=evaluation)
    for entry in changes["scores"]:
        score = stored.filter(
            proposal__code=entry["proposal"], criterion=entry["criterion"], revision=entry["revision"]
        ).first()
        if score is None or (keys is not None and score.criterion not in keys):
            kept += 1
        elif entry["before"] is None:
            score.delete()
        else:
            score.save_revision(seen=score.revision, **entry["before"])
    return kept


type Write = Callable[[Evaluation, Participant | None, Sequence[Line]], Changes]
type Undo = Callable[[Evaluation, Participant | None, Changes], int | None]

WRITE: dict[ImportKind, Write] = {
    ImportKind.VENDORS: write_vendors,
    ImportKind.CRITERIA: write_criteria,
    ImportKind.SCORES: write_scores,
}
UNDO: dict[ImportKind, Undo] = {
    ImportKind.VENDORS: undo_vendors,
    ImportKind.CRITERIA: undo_criteria,
    ImportKind.SCORES: undo_scores,
}
