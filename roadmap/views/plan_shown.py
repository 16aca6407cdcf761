"""A plan as its page shows it: with numbers as people read them, sentences for what does not fit, and charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts.columns import Column, ColumnWords, draw_columns
from core.charts.scores import Value
from core.local import figure, in_shape
from core.rounding import rounded
from core.words import listed
from roadmap.domain.plan_months import Month
from roadmap.domain.planning import Obstacle, Task
from roadmap.forms.plans import as_choice
from roadmap.models import Roadmap
from roadmap.operations.plans import Chosen
from roadmap.queries.plans import Fitting, NotFitting, Planned, PlanPage

FIRST = 30
"""Of what does not fit, so many, unless all are asked for."""


def said(number: Fraction | int) -> str:
    """With one decimal, and without one where it is whole."""
    text = rounded(number, 1)
    return figure(int(text[:-2]) if text.endswith(".0") else Decimal(text))


@dataclass(frozen=True, slots=True)
class ActionRow:
    """`rest` are the person-days that are left to do."""

    action: Planned
    code: str
    title: str
    url: str
    rest: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Row(ActionRow):
    """`choice` is what its box sends; empty where nothing would change."""

    start: date
    due: date
    choice: str
    worth: str


@dataclass(frozen=True, slots=True)
class LeftRow(ActionRow):
    why: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    label: str
    capacity: str
    load: str
    load_so_far: str
    load_now: str
    is_too_much: bool
    value: int
    value_now: int


@dataclass(frozen=True)
class Shown:
    roadmap: Roadmap
    page: PlanPage
    first: Sequence[str]
    is_all_asked: bool = False

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(each) for each in self.page.fitting]

    @cached_property
    def left(self) -> list[LeftRow]:
        """The first ones, and those of the others that are ticked: their boxes go along with the form."""
        found = self.page.not_fitting
        shown = [
            each for at, each in enumerate(found) if self.is_all_asked or at < FIRST or each.action.code in self.first
        ]
        return [LeftRow(**self._action(each.action, each.left.task), why=self._why(each)) for each in shown]

    @property
    def hidden(self) -> int:
        return len(self.page.not_fitting) - len(self.left)

    @property
    def total(self) -> int:
        return len(self.page.fitting) + len(self.page.not_fitting)

    @property
    def worth(self) -> str:
        return said(self.page.plan.worth)

    @property
    def worth_now(self) -> str:
        return said(self.page.worth_now)

    @property
    def load(self) -> str:
        return said(sum((Fraction(slot.task.rest, 100) for slot in self.page.plan.slots), Fraction()))

    @cached_property
    def room(self) -> str:
        return said(self.page.plan.room)

    @cached_property
    def months(self) -> list[MonthRow]:
        return [
            MonthRow(
                label=in_shape(plan.first, "YEAR_MONTH_FORMAT"),
                capacity=said(plan.capacity),
                load=said(plan.load),
                load_so_far=said(plan.load_so_far),
                load_now=said(now.load),
                is_too_much=now.load > now.capacity,
                value=plan.value,
                value_now=now.value,
            )
            for plan, now in self.page.months
        ]

    @property
    def overloaded(self) -> str:
        """The sentence about the month for which the present days ask too much; empty without one."""
        if (found := self.page.overloaded) is None:
            return ""
        words = {"month": in_shape(found[1].first, "YEAR_MONTH_FORMAT")}
        words |= {"load": said(found[1].load), "capacity": said(found[1].capacity)}
        return _("The present days need %(load)s person-days in %(month)s, where there are %(capacity)s.") % words

    @property
    def load_chart(self) -> SafeString:
        def column(plan: Month, now: Month) -> Column:
            return Column(_short(plan), _value(plan.load), _value(now.load), _value(plan.capacity))

        words = ColumnWords(_("this plan"), _("present days"), _("there are"))
        return self._chart("load", _("Person-days by month"), [column(*pair) for pair in self.page.months], words)

    @property
    def value_chart(self) -> SafeString:
        columns = [Column(_short(plan), _value(plan.value), _value(now.value)) for plan, now in self.page.months]
        words = ColumnWords(_("this plan"), _("present days"))
        return self._chart("value", _("Value in effect at the end of each month"), columns, words)

    def _chart(self, slug: str, title: str, columns: Sequence[Column], words: ColumnWords) -> SafeString:
        return mark_safe(draw_columns(columns, slug=f"chart-{slug}", title=title, words=words))

    def _row(self, each: Fitting) -> Row:
        slot, action = each.slot, each.action
        return Row(
            **self._action(action, slot.task),
            start=slot.start,
            due=slot.due,
            choice="" if each.is_as_now else as_choice(Chosen(action.code, action.revision, slot.start, slot.due)),
            worth=said(slot.task.value * self.page.plan.frame.months_after(slot.due)),
        )

    def _action(self, action: Planned, task: Task) -> dict[str, Any]:
        return {
            "action": action,
            "code": action.code,
            "title": action.title,
            "url": reverse("action_detail", args=[self.roadmap.workspace.code, self.roadmap.code, action.code]),
            "rest": _rest(task.rest),
            "is_first": action.code in self.first,
        }

    def _why(self, each: NotFitting) -> str:
        names = listed([f"“{action.title}”" for action in each.because], _("and"))
        if each.left.obstacle is Obstacle.OUTSIDE:
            sentence = ngettext(
                "Needs %(names)s, which is open and not in this plan.",
                "Needs %(names)s, which are open and not in this plan.",
                len(each.because),
            )
            return sentence % {"names": names}
        if each.left.obstacle is Obstacle.WAITS:
            sentence = ngettext(
                "Waits for %(names)s, which does not fit.", "Waits for %(names)s, which do not fit.", len(each.because)
            )
            return sentence % {"names": names}
        return _("No capacity before the horizon: it takes %(rest)s person-days, and %(room)s are left.") % {
            "rest": _rest(each.left.task.rest),
            "room": self.room,
        }


def _rest(hundredths: int) -> str:
    return said(Fraction(hundredths, 100))


def _value(amount: Fraction | int) -> Value:
    return Value(amount, said(amount))


def _short(month: Month) -> str:
    return in_shape(month.first, "M")
