"""What a score is made of: each weight times each value, their sum, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.results import GroupResult, Measure, QuestionResult, Result, Term
from assessments.words import score, written
from core.rounding import exactly, percent, rounded
from reports.builders.result_lines import Links

OVERALL, PERCENT = "overall", "percent"
NAMES: dict[Measure, str | Promise] = {
    Measure.CLAIMED: gettext_lazy("claimed"),
    Measure.VERIFIED: gettext_lazy("verified"),
    Measure.TARGET: gettext_lazy("target"),
    Measure.LOW: gettext_lazy("lowest possible"),
    Measure.HIGH: gettext_lazy("highest possible"),
}


@dataclass(frozen=True, slots=True)
class TermRow:
    """One summand; `note` says why a value is what it is, where that is not plain."""

    id: str
    title: str
    url: str
    weight: str
    value: str
    product: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """`how` is the whole calculation in one line. Every number is exact, a fraction where no decimals would be."""

    title: str
    rule: str
    of_what: str
    heads: tuple[str, str, str]
    rows: Sequence[TermRow]
    weights: str
    products: str
    how: str


def find_terms(result: Result, key: str, links: Links) -> Terms | None:
    """For `overall:verified`, `overall:percent`, `phase:architect:claimed` and the like; None for anything else."""
    place, _colon, name = key.rpartition(":")
    if key == f"{OVERALL}:{PERCENT}":
        return _percent_terms(result, links)
    if name not in list(Measure):
        return None
    measure = Measure(name)
    if place == OVERALL:
        return _overall_terms(result, measure, links)
    kind, _colon, id_ = place.partition(":")
    groups = {"phase": result.phases, "domain": result.domains}.get(kind, ())
    group = next((each for each in groups if each.group.id == id_), None)
    return _group_terms(group, result, measure, links) if group else None


def exact(value: Fraction) -> str:
    """With all its decimals where it has an end, else as a fraction."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return written(exactly(value)) if rest == 1 else f"{value.numerator}/{value.denominator}"


def _overall_terms(result: Result, measure: Measure, links: Links) -> Terms | None:
    phases = {phase.group.id: phase.group.title for phase in result.phases}
    rows = [_row(term, phases[term.id], links.to_group("phase", term.id)) for term in result.overall_terms(measure)]
    return _terms(
        _("Overall"),
        result.overall_terms(measure),
        rows,
        measure,
        _("The mean of the phases that have a score, each with its weight."),
        (_("Phase"), _("Weight"), _("Score")),
    )


def _group_terms(group: GroupResult, result: Result, measure: Measure, links: Links) -> Terms | None:
    scale = result.pack.scale
    terms = group.terms(measure, scale.min, scale.max)
    found = {each.question.id: each for each in group.questions}
    rows = [
        _row(term, found[term.id].question.title, links.to_question(term.id), _note(found[term.id], measure))
        for term in terms
    ]
    rule = {
        Measure.VERIFIED: _(
            "The mean of the verified levels, each with the weight of its question. Verified is as much of the "
            "claimed level as the evidence that counts today carries."
        ),
        Measure.LOW: _("As claimed, with every open question at the lowest level."),
        Measure.HIGH: _("As claimed, with every open question at the highest level."),
    }.get(measure, _("The mean over the questions that have a level, each with its weight."))
    return _terms(group.group.title, terms, rows, measure, rule, (_("Question"), _("Weight"), _("Level")))


def _terms(
    of_what: str,
    terms: Sequence[Term],
    rows: Sequence[TermRow],
    measure: Measure,
    rule: str,
    heads: tuple[str, str, str],
) -> Terms | None:
    weights = sum((term.weight for term in terms), Fraction(0))
    if not weights:
        return None
    products = sum((term.weight * term.value for term in terms), Fraction(0))
    value = products / weights
    return Terms(
        title=_("%(what)s, %(measure)s %(score)s: how it comes about")
        % {"what": of_what, "measure": NAMES[measure], "score": score(value)},
        rule=rule,
        of_what=of_what,
        heads=heads,
        rows=rows,
        weights=exact(weights),
        products=exact(products),
        how=_calculation(products, weights, value, score(value)),
    )


def _calculation(above: Fraction, below: Fraction, value: Fraction, shown: str, start: str = "") -> str:
    decimals = written(rounded(value, 4))
    equals = "=" if Fraction(rounded(value, 4)) == value else "≈"
    line = f"{start}{exact(above)} ÷ {exact(below)} {equals} {decimals}"
    return _("%(calculation)s, shown as %(shown)s") % {"calculation": line, "shown": shown}


def _row(term: Term, title: str, url: str, note: str = "") -> TermRow:
    weight, value, product = exact(term.weight), exact(term.value), exact(term.weight * term.value)
    return TermRow(term.id, title, url, weight, value, product, note)


def _note(found: QuestionResult, measure: Measure) -> str:
    if measure is Measure.VERIFIED and found.claimed != found.verified:
        said = {"claimed": found.claimed, "cap": found.cap}
        return _("claimed %(claimed)d, evidence carries %(cap)d") % said
    return _("open") if found.state.is_open else ""


def _percent_terms(result: Result, links: Links) -> Terms | None:
    """1 − sum(w · missing levels) / sum(w · target), question by question."""
    share = result.overall.percent_to_target
    if share is None:
        return None
    answered = [found for found in result.questions if found.verified is not None]
    missing = sum((found.question.weight * found.gap for found in answered), Fraction(0))
    wanted = sum((found.question.weight * found.target for found in answered), Fraction(0))
    rows = [
        TermRow(
            id=found.question.id,
            title=found.question.title,
            url=links.to_question(found.question.id),
            weight=exact(found.question.weight),
            value=str(found.gap),
            product=exact(found.question.weight * found.gap),
            note=_("verified %(verified)d, target %(target)d") % {"verified": found.verified, "target": found.target},
        )
        for found in answered
    ]
    weights = sum((found.question.weight for found in answered), Fraction(0))
    shown = _("%(percent)s %%") % {"percent": percent(share)}
    return Terms(
        title=_("%(shown)s of what the targets ask for is reached: how it comes about") % {"shown": shown},
        rule=_(
            "One minus the levels that are missing to the targets, over the levels that the targets ask for; "
            "each with the weight of its question."
        ),
        of_what=_("Overall"),
        heads=(_("Question"), _("Weight"), _("Missing levels")),
        rows=rows,
        weights=exact(weights),
        products=exact(missing),
        how=_calculation(missing, wanted, share, shown, "1 − "),
    )
