"""What is said about importance: a number for each item, or a comparison for each pair of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from itertools import combinations
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.forms import RevisionForm
from core.models import Revisioned
from core.names import validate_line
from core.rounding import exactly
from vendors.choices import MethodChoice
from vendors.domain.pairwise import MOST_ITEMS, Pair
from vendors.domain.weights import BEST_SWING
from vendors.forms.texts import TextField
from vendors.models import ModelVersion, Weighting
from vendors.queries.versions import weighed_parts
from vendors.queries.weights import judged, titles_of

MOST_POINTS = 100_000
LAST_PLACE = 999
TIMES = {
    "": gettext_lazy("is not compared yet with"),
    **{str(times): gettext_lazy("counts %d times as much as") for times in range(9, 1, -1)},
    "1": gettext_lazy("counts as much as"),
    "1/2": gettext_lazy("counts half as much as"),
    "1/3": gettext_lazy("counts a third as much as"),
    "1/4": gettext_lazy("counts a quarter as much as"),
    "1/5": gettext_lazy("counts a fifth as much as"),
    "1/6": gettext_lazy("counts a sixth as much as"),
    "1/7": gettext_lazy("counts a seventh as much as"),
    "1/8": gettext_lazy("counts an eighth as much as"),
    "1/9": gettext_lazy("counts a ninth as much as"),
}
"""Between the two items of a pair, by how many times the first counts the second."""


def times_in_words() -> dict[str, str]:
    return {times: str(words) % int(times) if "%d" in str(words) else str(words) for times, words in TIMES.items()}


@lru_cache(maxsize=64)
def _options(chosen: str, language: str) -> SafeString:
    pieces = [(times, " selected" if times == chosen else "", words) for times, words in times_in_words().items()]
    return format_html_join("", '<option value="{}"{}>{}</option>', pieces)


class TimesSelect(forms.Select):
    """A page has more than a hundred of them, with the same eighteen options: Django's own take ten times as long."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = _options(str(value or ""), get_language() or "")
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What one field says: how much an item of `parent` counts, or how many times it counts the `other` one."""

    parent: str
    key: str
    other: str = ""

    @property
    def name(self) -> str:
        """Keys have no points in them."""
        return ".".join(("w", self.parent, self.key, *([self.other] if self.other else [])))

    @property
    def of(self) -> str | Pair:
        """As operations are told."""
        return (self.key, self.other) if self.other else self.key


class WeightsForm(RevisionForm):
    """Of one weighting by one method. What was changed by others meanwhile is told by the version."""

    class Meta:
        model = ModelVersion
        fields: list[str] = []

    def __init__(self, data: Any = None, *, version: ModelVersion, weighting: Weighting, method: MethodChoice) -> None:
        self.weighting, self.method, self.read_at = weighting, method, version.revision
        self.parts, titles = weighed_parts(version), titles_of(version)
        self.asked = {each.name: each for each in _asked(self.parts, method)}
        super().__init__(data, instance=version)
        for name, each in self.asked.items():
            self.fields[name] = _field(method, titles[each.parent], each, len(self.parts[each.parent]))
        if method is MethodChoice.PAIRWISE:
            self.fields["reason"] = TextField(
                label=_("Why the contradictions stay"),
                required=False,
                rows=2,
                help_text=_("Needed before the weights can be locked, where a consistency ratio is over 0.10."),
            )
        self._said = cache(self._said_by)
        self.show_stored(version)

    def is_of_model(self, name: str) -> bool:
        return name != "revision"

    def stored_of(self, name: str, row: Revisioned) -> Any:
        """What the page shows first: what was entered, or what the present method comes to."""
        weighting, said = self._said(row.revision, row.pk)
        if name == "reason":
            return weighting.reason
        each = self.asked[name]
        if each.other:
            return said.get(each.parent, {}).get((each.key, each.other), "")
        text = said.get(each.parent, {}).get(each.key)
        return None if text is None else Decimal(exactly(Fraction(text)))

    def _said_by(self, revision: int, version: int) -> tuple[Weighting, Mapping[str, Mapping[Any, str]]]:
        """As it is at this revision of the version."""
        weighting = self.weighting
        if revision != self.read_at:
            weighting = Weighting.objects.filter(version=version, pk=weighting.pk).first() or weighting
        said, _restated = judged(self.parts, weighting, self.method)
        found = said.judgements.get(self.method.value, {})
        if self.method is not MethodChoice.PAIRWISE:
            return said, found
        return said, {parent: _both_ways(pairs) for parent, pairs in found.items()}

    @property
    def values(self) -> dict[str, Any]:
        said: dict[str, dict[str | Pair, Fraction | None]] = {}
        for name, each in self.asked.items():
            value = self.cleaned_data[name]
            said.setdefault(each.parent, {})[each.of] = None if value in {None, ""} else Fraction(value)
        reason = {"reason": self.cleaned_data["reason"]} if "reason" in self.fields else {}
        return {"said": said, **reason}

    @property
    def typed(self) -> Weighting:
        """The weighting as it would be with what was typed; the form is valid."""
        values = self.values
        said: dict[str, Any] = {
            parent: [[*pair, str(times)] for pair, times in given.items() if times is not None]
            if self.method is MethodChoice.PAIRWISE
            else {key: str(value) for key, value in given.items() if value is not None}
            for parent, given in values["said"].items()
        }
        return Weighting(
            version=self.weighting.version,
            name=self.weighting.name,
            method=self.method.value,
            judgements={**self.weighting.judgements, self.method.value: said},
            reason=values.get("reason", self.weighting.reason),
        )


class ScenarioForm(RevisionForm):
    """The name of a scenario, and for a new one whose weights it begins with."""

    name = forms.CharField(
        label=gettext_lazy("Whose view it is"),
        max_length=60,
        validators=[validate_line],
        help_text=gettext_lazy("Such as CTO, CISO or CFO."),
        error_messages={"required": gettext_lazy("Give the scenario a name.")},
    )

    class Meta:
        model = ModelVersion
        fields: list[str] = []

    def __init__(self, data: Any = None, *, version: ModelVersion, scenario: Weighting | None = None) -> None:
        self.version, self.scenario = version, scenario
        self.offered = {each.code: each for each in version.weightings.all()}
        super().__init__(data, instance=version)
        if scenario is None:
            choices = [(each.code, each.name or _("The weights that count")) for each in self.offered.values()]
            self.fields["like"] = forms.ChoiceField(label=_("Begin with"), choices=choices)
        self.show_stored(version)

    def is_of_model(self, name: str) -> bool:
        return name == "name"

    def stored_of(self, name: str, row: Revisioned) -> Any:
        if self.scenario is None or row is self.version:
            return self.scenario.name if self.scenario else ""
        stored = Weighting.objects.filter(version=row.pk, pk=self.scenario.pk).first()
        return stored.name if stored else self.scenario.name

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = [each.name for each in self.offered.values() if each != self.scenario]
        if name.casefold() in {other.casefold() for other in others}:
            raise forms.ValidationError(_("There is a scenario of this name already."))
        return name

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return values if self.scenario else {**values, "like": self.offered[values["like"]]}


def _asked(parts: Mapping[str, list[str]], method: MethodChoice) -> Iterator[Asked]:
    for parent, keys in parts.items():
        if method is not MethodChoice.PAIRWISE:
            yield from (Asked(parent, key) for key in keys)
        elif len(keys) <= MOST_ITEMS:
            yield from (Asked(parent, one, other) for one, other in combinations(keys, 2))


def _field(method: MethodChoice, titles: Mapping[str, str], asked: Asked, count: int) -> forms.Field:
    title = titles[asked.key]
    match method:
        case MethodChoice.POINTS:
            return _number(
                title,
                MOST_POINTS,
                _("Give points from 0 to %(most)s, with two decimals at most.") % {"most": f"{MOST_POINTS:,}"},
            )
        case MethodChoice.SWING:
            return _number(title, BEST_SWING, _("A swing is a number from 0 to 100, with two decimals at most."))
        case MethodChoice.RANK:
            wrong = _("A place is a whole number, 1 for what matters most.")
            messages = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
            widget = forms.NumberInput(attrs={"placeholder": count})
            return forms.IntegerField(
                label=title, required=False, min_value=1, max_value=LAST_PLACE, error_messages=messages, widget=widget
            )
        case MethodChoice.PAIRWISE:
            label = _("%(one)s and %(other)s") % {"one": title, "other": titles[asked.other]}
            return forms.ChoiceField(label=label, required=False, choices=_choices, widget=TimesSelect)


def _choices() -> list[tuple[str, str]]:
    return list(times_in_words().items())


def _number(title: str, most: int, wrong: str) -> forms.Field:
    kinds = ("invalid", "min_value", "max_value", "max_decimal_places", "max_digits", "max_whole_digits")
    return forms.DecimalField(
        label=title,
        required=False,
        min_value=0,
        max_value=most,
        decimal_places=2,
        error_messages=dict.fromkeys(kinds, wrong),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )


def _both_ways(pairs: list[list[str]]) -> dict[Pair, str]:
    """A pair that was compared the other way round, before its items changed places, says the inverse."""
    return {
        pair: text
        for first, second, times in pairs
        for pair, text in (((first, second), times), ((second, first), str(1 / Fraction(times))))
    }
