"""A workspace's name, look and customs."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.time_zones import FROM_BROWSER, TimeZoneField
from accounts.models import Workspace
from core.colour import DEFAULT_ACCENT, is_colour
from core.forms import RevisionField, RevisionForm
from core.images import LARGEST_FILE
from core.local import LOCALES, clock, day, figure

OTHER_NAME = _("This is not the name of the workspace.")


class NewWorkspaceForm(forms.ModelForm):  # type: ignore[type-arg]
    time_zone = TimeZoneField(initial="UTC")

    class Meta:
        model = Workspace
        fields = ["name", "time_zone"]
        labels = {"name": _("Name of the company or client")}
        error_messages = {"name": {"required": _("Give the workspace a name.")}}

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        if not self.is_bound:  # afterwards it holds what the person wants
            self.fields["time_zone"].widget.attrs.update(FROM_BROWSER)


class ColourInput(forms.TextInput):
    """A field to type into, with the colour beside it; js/colour.js makes that one to pick from."""

    template_name = "accounts/colour_input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        colour = value if is_colour(str(value)) else DEFAULT_ACCENT
        return {**super().get_context(name, value, attrs), "colour": colour, "default": DEFAULT_ACCENT}


def locales_with_examples() -> list[tuple[str, str]]:
    example = datetime(2026, 11, 21, 14, 5, tzinfo=timezone.get_current_timezone())
    return [
        (code, f"{name}: {day(example, code)}, {clock(example, code)}, {figure(1234.5, locale=code)}")
        for code, name in LOCALES.items()
    ]


class SettingsForm(RevisionForm):
    time_zone = TimeZoneField()
    locale = forms.ChoiceField(label=_("Dates and numbers"), choices=locales_with_examples)

    class Meta:
        model = Workspace
        fields = ["name", "accent", "time_zone", "locale"]
        labels = {"name": _("Name"), "accent": _("Accent colour")}
        help_texts = {
            "accent": _("For headings and charts in reports: # and six hex digits. Leave it empty for that of Rungs."),
        }
        widgets = {"accent": ColourInput(attrs={"autocomplete": "off"})}
        error_messages = {"name": {"required": _("A workspace has a name.")}}

    def clean_accent(self) -> str:
        return str(self.cleaned_data["accent"]).upper()


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
