"""The price of a proposal, and the terms under which prices are compared."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionForm
from core.texts import TextField
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Offer
from vendors.operations.prices import ANCHOR

NO_RATE = _("Say what one unit is worth in %(currency)s, and on which day.")
CLOSED = _("The decision fell: the prices it rests on stay as they are.")
ANCHOR_CLOSED = _("Quality was locked meanwhile: budget, ceiling and weight of the price stay.")
NOT_YOURS = _("Budget, ceiling and weight of the price are set by the moderator.")
NO_CODE = _("Write the currency as three letters, such as EUR.")


def _currency_of(typed: str) -> str:
    code = typed.strip().upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise forms.ValidationError(NO_CODE)
    return code


LONGEST_NOTE = 5000


class OfferForm(RevisionForm):
    rate = forms.DecimalField(
        label=_("Exchange rate"),
        required=False,
        max_digits=16,
        decimal_places=6,
        min_value=Decimal("0.000001"),
        help_text=_("What one unit is worth in the evaluation’s currency; empty where the price is in that one."),
    )
    note = TextField(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where the numbers come from, and what they leave out."),
    )

    class Meta:
        model = Offer
        fields = [
            "one_off",
            "migration",
            "yearly",
            "exit",
            "internal_days",
            "currency",
            "rate",
            "rate_date",
            "note",
        ]
        widgets = {
            "rate_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "currency": forms.TextInput(attrs={"maxlength": 3, "autocomplete": "off", "spellcheck": "false"}),
        }
        labels = {
            "one_off": _("One-off"),
            "yearly": _("Each year"),
            "migration": _("Migration"),
            "exit": _("Exit"),
            "internal_days": _("Days of our own people"),
            "rate_date": _("Rate of"),
        }
        help_texts = {
            "one_off": _("Set-up, licences bought once, training: paid at the start."),
            "yearly": _("Fees, support, hosting: paid at the end of each year."),
            "migration": _("Moving to it: paid at the start."),
            "exit": _("Leaving it: paid at the end of the last year."),
            "internal_days": _("Over the whole horizon; counted in equal parts each year, at the day rate."),
        }

    def __init__(self, data: Any = None, *, instance: Offer, evaluation: Evaluation, today: date) -> None:
        self.evaluation, self.today = evaluation, today
        super().__init__(data, instance=instance)
        self.initial["rate"] = self.stored_of("rate", instance)

    def stored_of(self, name: str, row: Any) -> Any:
        """A rate without its day was never given."""
        return None if name == "rate" and row.rate_date is None else super().stored_of(name, row)

    def clean_currency(self) -> str:
        return _currency_of(self.cleaned_data["currency"])

    def clean_rate_date(self) -> date | None:
        day: date | None = self.cleaned_data["rate_date"]
        if day and day > self.today:
            raise forms.ValidationError(_("The rate of a day to come is not known yet."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        own = self.evaluation.currency
        if cleaned.get("currency") == own:
            cleaned["rate"], cleaned["rate_date"] = Decimal(1), None
        elif "currency" in cleaned:
            for name in ("rate", "rate_date"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, NO_RATE % {"currency": own})
        return cleaned


class TermsForm(RevisionForm):
    """What nobody may change any more, or not this person, is no field, but has the sentence that says why in
    `closed`, by its name."""

    class Meta:
        model = Evaluation
        fields = [
            "horizon_years",
            "discount_percent",
            "currency",
            "day_rate",
            "budget",
            "ceiling",
            "price_percent",
        ]
        widgets = {"currency": forms.TextInput(attrs={"maxlength": 3, "autocomplete": "off", "spellcheck": "false"})}
        help_texts = {
            "horizon_years": _("Over how many years costs are added up."),
            "discount_percent": _("What a later payment counts less, each year. 0 takes all years alike."),
            "currency": _("Into which all prices are converted, as three letters. Another one asks for new rates."),
            "day_rate": _("In this currency; the days of the own people are multiplied by it."),
            "budget": _("A price up to here counts 100 points."),
            "ceiling": _("A price from here on counts nothing."),
            "price_percent": _("Empty: quality and price stand beside each other, and are never mixed."),
        }

    def __init__(self, data: Any = None, *, instance: Evaluation, may_anchor: bool) -> None:
        super().__init__(data, instance=instance)
        is_locked = instance.at.is_from(Stage.LOCKED)
        self.closed: dict[str, Any] = {}
        if is_locked or not may_anchor:
            self.closed = dict.fromkeys(ANCHOR, ANCHOR_CLOSED if is_locked else NOT_YOURS)
        for name in self.closed:
            del self.fields[name]

    @property
    def has_anchor(self) -> bool:
        return "price_percent" in self.fields

    def clean_currency(self) -> str:
        return _currency_of(self.cleaned_data["currency"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.has_anchor and cleaned.get("price_percent"):
            for name in ("budget", "ceiling"):
                if name not in self.errors and cleaned.get(name) is None:
                    self.add_error(name, _("A combined score needs a budget and a ceiling to be fixed on."))
        return cleaned
