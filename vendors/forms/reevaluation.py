"""Evaluating again: how the new evaluation is called, and which vendors are asked once more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.names import validate_line
from core.texts import TextField
from vendors.forms.evaluations import LONGEST_PURPOSE, NO_TITLE
from vendors.models import Vendor


class AgainForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200, validators=[validate_line], error_messages=NO_TITLE)
    purpose = TextField(
        label=_("What is to be decided, and why"),
        max_length=LONGEST_PURPOSE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    vendors = forms.MultipleChoiceField(
        label=_("Vendors to ask again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each gets an empty proposal: what they wrote last time is not taken over. Others can join later."),
    )

    def __init__(
        self, data: Any = None, *, offered: Sequence[Vendor], ticked: Sequence[Vendor], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.offered = {vendor.code: vendor for vendor in offered}
        self.fields["vendors"].choices = [(code, vendor.name) for code, vendor in self.offered.items()]  # type: ignore[attr-defined]
        self.fields["vendors"].initial = [vendor.code for vendor in ticked]
        if not offered:
            del self.fields["vendors"]

    @property
    def values(self) -> dict[str, Any]:
        """As the operation takes them."""
        cleaned = self.cleaned_data
        chosen = [self.offered[code] for code in cleaned.get("vendors", ())]
        return {"title": cleaned["title"], "purpose": cleaned["purpose"], "vendors": chosen}
