"""A vendor, and whom to talk to there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from core.forms import RevisionForm
from core.links import is_web_link
from core.names import validate_line, validate_name
from core.texts import TextField
from vendors.models import Vendor, VendorContact
from vendors.queries.proposals import vendor_named

NO_NAME = {"required": _("Give the vendor its name.")}
TAKEN = _("There is a vendor of this name already.")


class _OfVendor:
    class Meta:
        model = Vendor
        fields = ["name", "website", "description"]
        widgets = {
            "website": forms.URLInput(attrs={"autocomplete": "off"}),
        }
        field_classes = {"website": forms.CharField}
        error_messages = {"name": NO_NAME}


class _Checks(forms.ModelForm):  # type: ignore[type-arg]
    workspace: Workspace

    description = TextField(
        label=_("Description"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who they are, and what you know of them from elsewhere. Vendors do not see it."),
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        validate_name(name)
        found = vendor_named(self.workspace, name)
        if found and found.pk != self.instance.pk:
            raise forms.ValidationError(TAKEN)
        return name

    def clean_website(self) -> str:
        website = str(self.cleaned_data["website"])
        if website and not is_web_link(website):
            raise forms.ValidationError(_("Write a link that starts with https:// or http://."))
        return website


class NewVendorForm(_Checks):
    class Meta(_OfVendor.Meta):
        pass

    def __init__(self, data: Any = None, *, workspace: Workspace) -> None:
        super().__init__(data)
        self.workspace = workspace


class VendorForm(_Checks, RevisionForm):
    class Meta(_OfVendor.Meta):
        pass

    def __init__(self, data: Any = None, *, instance: Vendor) -> None:
        super().__init__(data, instance=instance)
        self.workspace = instance.workspace


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = VendorContact
        fields = ["name", "email", "phone", "role"]
        widgets = {name: forms.TextInput(attrs={"autocomplete": "off"}) for name in ("name", "phone", "role")}
        error_messages = {"name": {"required": _("Say whom to talk to.")}}
        help_texts = {"role": _("Such as sales, or the lead of the proposed team.")}

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["name"].validators.append(validate_name)
        for name in ("phone", "role"):
            self.fields[name].validators.append(validate_line)
