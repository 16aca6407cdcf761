"""A workspace's name, look and customs."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from core.forms import RevisionField, RevisionForm
from core.images import LARGEST_FILE
from core.local import LOCALES, clock, day, figure
from core.time_zones import find_time_zone, time_zones


class NewWorkspaceForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Workspace
        fields = ["name"]
        labels = {"name": _("Name of the company or client")}
        error_messages = {"name": {"required": _("Give the workspace a name.")}}


class TimeZoneInput(forms.TextInput):
    """A field to type into that proposes zones as one types, without any script."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, {**(attrs or {}), "list": "time-zones", "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}">', ((zone,) for zone in time_zones()))
        return format_html('{}<datalist id="time-zones">{}</datalist>', field, options)


def locales_with_examples() -> list[tuple[str, str]]:
    example = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
    return [
        (code, f"{name}: {day(example, code)}, {clock(example, code)}, {figure(1234.5, locale=code)}")
        for code, name in LOCALES.items()
    ]


class SettingsForm(RevisionForm):
    locale = forms.ChoiceField(label=_("Dates and numbers"), choices=locales_with_examples)

    class Meta:
        model = Workspace
        fields = ["name", "accent", "time_zone", "locale"]
        labels = {"name": _("Name"), "accent": _("Accent colour"), "time_zone": _("Time zone")}
        help_texts = {
            "accent": _("For headings and charts in reports: # and six hex digits. Leave it empty for that of Rungs."),
            "time_zone": _("Days begin and end here. Type a city, like Berlin."),
        }
        widgets = {"time_zone": TimeZoneInput, "accent": forms.TextInput(attrs={"autocomplete": "off"})}
        error_messages = {
            "name": {"required": _("A workspace has a name.")},
            "time_zone": {"required": _("Choose a time zone, such as Europe/Berlin.")},
        }

    def clean_accent(self) -> str:
        return str(self.cleaned_data["accent"]).upper()

    def clean_time_zone(self) -> str:
        typed = str(self.cleaned_data["time_zone"])
        if zone := find_time_zone(typed):
            return zone
        raise forms.ValidationError(
            _("There is no time zone “%(typed)s”. Choose one of those proposed, such as Europe/Berlin."),
            params={"typed": typed},
        )


class RevisionOnlyForm(forms.Form):
    """The page writes the hidden field itself, with the revision that it shows."""

    revision = RevisionField()


class LogoForm(forms.Form):
    revision = RevisionField()
    image = forms.FileField(
        label=_("Image"),
        help_text=_("PNG or JPEG, at most %(size)d MB and 12 million pixels.") % {"size": LARGEST_FILE // 1024**2},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"required": _("Choose an image."), "empty": _("This file is empty.")},
    )

    def clean_image(self) -> bytes:
        image = self.cleaned_data["image"]
        return image.read() if image.size <= LARGEST_FILE else b""


class DeleteWorkspaceForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the workspace"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the name of the workspace to confirm.")},
    )
