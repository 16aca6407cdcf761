"""Asking somebody into an evaluation, and what evaluators declare of each vendor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.words import NOT_AN_ADDRESS
from accounts.models import User
from core.texts import TextField
from vendors.choices import PartChoice
from vendors.domain.stages import Part
from vendors.models import Participant
from vendors.queries.declarations import Interest

LONGEST = 2000
NO_CONFLICT, CONFLICT = "none", "conflict"


class ParticipantForm(forms.Form):
    part = forms.ChoiceField(
        label=_("As"),
        choices=PartChoice.choices,
        widget=forms.RadioSelect,
        initial=Part.EVALUATOR.value,
        help_text=_("An evaluator never sees a price before quality is locked; the price clerk sees nothing else."),
    )
    person = forms.ChoiceField(label=_("Member"), required=False)
    email = forms.EmailField(
        label=_("Or the mail address of somebody who is no member yet"),
        required=False,
        max_length=Participant._meta.get_field("email").max_length,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("They take part as soon as they have joined the workspace, which an owner invites them into."),
        error_messages={"invalid": NOT_AN_ADDRESS},
    )

    def __init__(self, data: Any = None, *, people: Iterable[User]) -> None:
        super().__init__(data)
        self.people = {person.code: person for person in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a member")),
            *((code, str(person)) for code, person in self.people.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"person", "email"} & set(self.errors):
            return cleaned
        if not cleaned["person"] and not cleaned["email"]:
            self.add_error("person", _("Choose a member, or type the mail address of somebody else."))
        elif cleaned["person"] and cleaned["email"]:
            self.add_error("email", _("Choose a member or type an address, not both."))
        return cleaned

    @property
    def who(self) -> dict[str, Any]:
        """As the operation takes it."""
        cleaned = self.cleaned_data
        return {"part": Part(cleaned["part"]), "user": self.people.get(cleaned["person"]), "email": cleaned["email"]}


class DeclarationForm(forms.Form):
    """Two fields for each vendor that something can be said of, named by the vendor and never by its proposal.

    A proposal's code is in the address of its page, where the vendor's name may be hidden.
    """

    def __init__(self, data: Any = None, *, interests: Sequence[Interest]) -> None:
        super().__init__(data)
        self.interests = interests
        for each in interests:
            said = each.declared
            initial = "" if said is None else CONFLICT if said.has_conflict else NO_CONFLICT
            self.fields[self._name("interest", each)] = forms.ChoiceField(
                label=str(each.proposal.vendor),
                choices=[(NO_CONFLICT, _("I have no conflict of interest")), (CONFLICT, _("I have one:"))],
                widget=forms.RadioSelect,
                initial=initial,
                error_messages={"required": _("Say whether there is a conflict of interest.")},
            )
            self.fields[self._name("text", each)] = TextField(
                label=_("What the conflict is"),
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=said.text if said else "",
            )

    @property
    def rows(self) -> list[tuple[Interest, forms.BoundField, forms.BoundField]]:
        return [(each, self[self._name("interest", each)], self[self._name("text", each)]) for each in self.interests]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.interests:
            text = self._name("text", each)
            if (
                cleaned.get(self._name("interest", each)) == CONFLICT
                and not cleaned.get(text)
                and not self[text].errors
            ):
                self.add_error(text, _("Say in a few words what the conflict is."))
        return cleaned

    @property
    def conflicts(self) -> dict[int, str | None]:
        """As the operation takes it."""
        cleaned = self.cleaned_data
        return {
            each.proposal.pk: cleaned[self._name("text", each)]
            if cleaned[self._name("interest", each)] == CONFLICT
            else None
            for each in self.interests
        }

    def _name(self, what: str, each: Interest) -> str:
        return f"{what}-{each.proposal.vendor.code}"
