"""Beginning an evaluation, and its settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.domain.criteria_pack import CriteriaPack
from catalog.queries import Offer
from core.forms import RevisionForm
from core.local import in_shape
from core.models import Revisioned
from core.names import validate_line
from core.texts import TextField
from vendors.domain.stages import Stage
from vendors.models import Evaluation
from vendors.operations.evaluations import CLOSES

NO_TITLE = {"required": _("Give the evaluation a title.")}
FROM_SCRATCH = ""
LONGEST_PURPOSE = 5000


WHY_CLOSED = {
    Stage.CONSENSUS: _("Proposals are not taken any more, and were late or in time by what stands here: it stays."),
    Stage.LOCKED: _("Quality is locked, so that the result is known: what it is measured by stays as it is."),
}


class NewEvaluationForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        validators=[validate_line],
        help_text=_("What is to be chosen, such as “Reliability partner 2027”."),
        error_messages=NO_TITLE,
    )
    purpose = TextField(
        label=_("What is to be decided, and why"),
        max_length=LONGEST_PURPOSE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The decision report begins with it."),
    )
    pack = forms.ChoiceField(label=_("Criteria"), required=False, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, offers: Sequence[Offer[CriteriaPack]]) -> None:
        self.offers = {offer.name: offer for offer in offers if offer.is_newest}
        super().__init__(data, initial={"pack": next(iter(self.offers), FROM_SCRATCH)})
        self.fields["pack"].choices = [  # type: ignore[attr-defined]
            *((name, f"{offer.content.title}: {offer.content.use_for}") for name, offer in self.offers.items()),
            (FROM_SCRATCH, _("From scratch, without any criteria to begin with")),
        ]

    @property
    def offer(self) -> Offer[CriteriaPack] | None:
        """None for an evaluation from scratch."""
        return self.offers.get(self.cleaned_data["pack"])


class EvaluationSettingsForm(RevisionForm):
    """The deadline stays as it is once consensus is open; what is to be decided, and from where on a result has its
    word, once quality is locked.
    """

    closed: Mapping[str, Any]
    """By its name, what is no field at this stage, with the sentence that says why."""

    purpose = TextField(
        label=_("What is to be decided"), max_length=LONGEST_PURPOSE, widget=forms.Textarea(attrs={"rows": 3})
    )
    moderator = forms.ChoiceField(
        label=_("Moderator"),
        required=False,
        help_text=_("An owner or editor, who opens the stages and settles the scores with the evaluators."),
    )
    field_order = ("title", "purpose", "moderator")

    class Meta:
        model = Evaluation
        fields = [
            "title",
            "purpose",
            "deadline_at",
            "accepts_late",
            "agenda_spread",
            "fewest_evaluators",
            "robust_percent",
            "leaning_percent",
            "low_price_percent",
        ]
        widgets = {
            "deadline_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
        error_messages = {"title": NO_TITLE}
        help_texts = {
            "deadline_at": _("Without it, proposals are due when scoring begins."),
            "accepts_late": _("For all alike: who has handed in nothing still can after that, and is marked as late."),
            "agenda_spread": _("Where the scores of two evaluators are this far apart, the criterion is talked about."),
            "robust_percent": _("How often of 100 weightings the first one must stay first for “robust”."),
            "leaning_percent": _("The same for “leaning”; below it, it is a tie."),
            "low_price_percent": _("A price under this share of the median is asked about, never excluded for it."),
        }

    def __init__(self, data: Any = None, *, instance: Evaluation, people: Iterable[User]) -> None:
        super().__init__(data, instance=instance)
        self.fields["title"].validators.append(validate_line)
        found = {name: WHY_CLOSED[stage] for name, stage in CLOSES.items() if instance.at.is_from(stage)}
        self.closed = {name: found[name] for name in self.fields if name in found}
        for name in self.closed:
            del self.fields[name]
        self.people = {person.code: person for person in people}
        self.fields["moderator"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody")),
            *((code, str(person)) for code, person in self.people.items()),
        ]

    @property
    def stays(self) -> dict[str, list[tuple[str, str]]]:
        """By the sentence that says why, what cannot be changed any more: what it is called, and what it is."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name, why in self.closed.items():
            label = str(self.base_fields[name].label)
            found.setdefault(str(why), []).append((label, _in_words(getattr(self.stored, name))))
        return found

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return {**values, "moderator": self.people.get(values["moderator"])}

    def is_of_model(self, name: str) -> bool:
        return name == "moderator" or super().is_of_model(name)

    def stored_of(self, name: str, row: Revisioned) -> Any:
        if name == "moderator":
            return row.moderator.code if row.moderator else ""  # type: ignore[attr-defined]
        return super().stored_of(name, row)


def _in_words(value: Any) -> str:
    match value:
        case bool():
            return gettext("Yes") if value else gettext("No")
        case datetime():
            return in_shape(value, "DATETIME_FORMAT")
        case None | "":
            return gettext("(empty)")
    return str(value)
