"""What a version of the model says that the one before it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.rounding import rounded
from vendors.domain.changes import model_change
from vendors.domain.model import CriteriaModel, Criterion
from vendors.domain.reopening import reopened, reworded_gates


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is the part of the model; `was` and `now` are empty for what is new or gone."""

    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """`reopened` are the titles of the criteria that are scored anew, `gates` the texts of those to be found again."""

    differences: tuple[Difference, ...]
    reopened: tuple[str, ...]
    gates: tuple[str, ...]


def shown_change(before: CriteriaModel, after: CriteriaModel) -> ShownChange:
    """Raises WeightError as `effective_weights` does."""
    found = [*_criteria(before, after), *_groups(before, after), *_gates(before, after), *_scale(before, after)]
    titles = {each.code: each.title for each in after.criteria}
    gates = {each.code: each.text for each in after.gates}
    return ShownChange(
        differences=(*found, *_weights(before, after)),
        reopened=tuple(titles[code] for code in reopened(before, after)),
        gates=tuple(gates[code] for code in reworded_gates(before, after)),
    )


def _criteria(before: CriteriaModel, after: CriteriaModel) -> Iterator[Difference]:
    was, now = ({each.code: each for each in model.criteria} for model in (before, after))
    for code in {**was, **now}:
        old, new = was.get(code), now.get(code)
        if old is None and new is not None:
            yield Difference(_("New criterion"), "", new.title)
        elif new is None and old is not None:
            yield Difference(_("Criterion left out"), old.title, "")
        elif old is not None and new is not None:
            yield from _criterion(old, new)


def _criterion(old: Criterion, new: Criterion) -> Iterator[Difference]:
    said = {"title": new.title}
    if old.title != new.title:
        yield Difference(_("Title of a criterion"), old.title, new.title)
    if old.question != new.question:
        yield Difference(_("Question of “%(title)s”") % said, old.question, new.question)
    texts = [dict(enumerate(each.anchors)) for each in (old, new)]
    for level in sorted({*texts[0], *texts[1]}):
        first, second = (each.get(level, "") for each in texts)
        if first != second:
            yield Difference(_("Level %(level)d of “%(title)s”") % {**said, "level": level}, first, second)
    if old.evidence != new.evidence:
        yield Difference(_("Evidence for “%(title)s”") % said, ", ".join(old.evidence), ", ".join(new.evidence))
    if old.is_applicable != new.is_applicable:
        words = {True: _("applies"), False: _("does not apply")}
        now = words[new.is_applicable] + (f": {new.reason}" if new.reason else "")
        yield Difference(_("“%(title)s”") % said, words[old.is_applicable], now)


def _groups(before: CriteriaModel, after: CriteriaModel) -> Iterator[Difference]:
    was, now = ({each.code: each for each in model.groups} for model in (before, after))
    for code in {**was, **now}:
        old, new = was.get(code), now.get(code)
        if old is None or new is None:
            what = _("New group") if old is None else _("Group left out")
            yield Difference(what, old.title if old else "", new.title if new else "")
            continue
        if old.title != new.title:
            yield Difference(_("Title of a group"), old.title, new.title)
        if old.minimum != new.minimum:
            minima = [_("none") if each.minimum is None else str(each.minimum) for each in (old, new)]
            yield Difference(_("Minimum of “%(title)s”") % {"title": new.title}, minima[0], minima[1])


def _gates(before: CriteriaModel, after: CriteriaModel) -> Iterator[Difference]:
    was, now = ({each.code: each for each in model.gates} for model in (before, after))
    for code in {**was, **now}:
        old, new = was.get(code), now.get(code)
        if old is None or new is None:
            what = _("New gate") if old is None else _("Gate left out")
            yield Difference(what, old.text if old else "", new.text if new else "")
        elif old != new:
            yield Difference(_("Gate"), f"{old.text} {old.how_to_check}", f"{new.text} {new.how_to_check}")


def _scale(before: CriteriaModel, after: CriteriaModel) -> Iterator[Difference]:
    if before.cap != after.cap:
        yield Difference(_("Most that a claim counts"), str(before.cap), str(after.cap))
    texts = [dict(enumerate(each.levels)) for each in (before, after)]
    for level in sorted({*texts[0], *texts[1]}):
        first, second = (each.get(level, "") for each in texts)
        if first != second:
            yield Difference(_("Level %(level)d of the scale") % {"level": level}, first, second)


def _weights(before: CriteriaModel, after: CriteriaModel) -> Iterator[Difference]:
    titles = {each.code: each.title for model in (before, after) for each in model.criteria}
    for code, shares in model_change(before, after).weights.items():
        if shares[0] != shares[1]:
            was, now = (_("%(share)s %%") % {"share": rounded(share * 100, 1)} for share in shares)
            yield Difference(_("Weight of “%(title)s”") % {"title": titles[code]}, was, now)
