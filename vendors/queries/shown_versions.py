"""What a version of the model says that the one before it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from core.rounding import rounded
from vendors.domain.changes import model_change
from vendors.domain.model import CriteriaModel, Criterion, Scenarios
from vendors.domain.reopening import reopened, reworded_gates
from vendors.queries.readiness import Readiness


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


def shown_change(was: Readiness, now: Readiness) -> ShownChange:
    """Of two versions that are ready."""
    before, after = was.model, now.model
    found = [*_criteria(before, after), *_groups(before, after), *_gates(before, after), *_scale(before, after)]
    titles = {each.code: each.title for each in after.criteria}
    gates = {each.code: each.text for each in after.gates}
    return ShownChange(
        differences=(*found, *_weights(before, after), *_scenarios(was.scenarios, now.scenarios, titles)),
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


def _scenarios(before: Scenarios, after: Scenarios, titles: Mapping[str, str]) -> Iterator[Difference]:
    """Of one that is on both sides the weights that moved."""
    for name in {**before, **after}:
        said = {"name": name}
        if name not in before or name not in after:
            what = _("New scenario") if name in after else _("Scenario left out")
            yield Difference(what, name if name in before else "", name if name in after else "")
            continue
        old, new = ({} if each is None else each.effective_weights() for each in (before[name], after[name]))
        moved = [code for code in titles if old.get(code) != new.get(code)]
        if moved:
            texts = [_shares({code: each[code] for code in moved if code in each}, titles) for each in (old, new)]
            yield Difference(_("Weights of the scenario “%(name)s”") % said, *texts)


def _shares(weights: Mapping[str, Fraction], titles: Mapping[str, str]) -> str:
    shares = ((titles[code], rounded(weight * 100, 1)) for code, weight in weights.items())
    return "; ".join(_("%(title)s %(share)s %%") % {"title": title, "share": share} for title, share in shares)
