"""What to look for in the register. All of it stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from evidence.choices import Order, Shown
from evidence.queries.register import Wanted


class RegisterForm(forms.Form):
    show = forms.ChoiceField(choices=Shown.choices, required=False, widget=forms.HiddenInput)
    search = forms.CharField(label=_("Words of the title"), required=False, max_length=300, widget=forms.SearchInput)
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Owner"),
        required=False,
        to_field_name="code",
        empty_label=_("Everybody"),
        error_messages={"invalid_choice": _("This person owns no evidence here.")},
    )
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices, required=False)

    def __init__(self, data: Any, *, owners: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """Everything, where what was asked for makes no sense."""
        if not self.is_valid():
            return Wanted()
        found = self.cleaned_data
        return Wanted(Shown(found["show"]), found["owner"], found["search"], Order(found["order"] or Order.LAPSE))
