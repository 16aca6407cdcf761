"""Fields for a time zone: one to type into, and one that the browser fills in."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.time_zones import find_time_zone, time_zones

# For js/time_zone.js, which puts the browser's own zone in.
FROM_BROWSER = {"data-browser-zone": ""}


class TimeZoneInput(forms.TextInput):
    """A field to type into that proposes zones as one types, without any script."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, {**(attrs or {}), "list": "time-zones", "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}">', ((zone,) for zone in time_zones()))
        return format_html('{}<datalist id="time-zones">{}</datalist>', field, options)


class TimeZoneField(forms.CharField):
    """Finds the zone that is meant by what was typed."""

    widget = TimeZoneInput

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Time zone"),
            help_text=_("Days begin and end here. Type a city, like Berlin."),
            error_messages={"required": _("Choose a time zone, such as Europe/Berlin.")},
            **options,
        )

    def to_python(self, value: Any) -> str:
        if not (typed := super().to_python(value)):
            return ""
        if zone := find_time_zone(typed):
            return zone
        raise forms.ValidationError(
            _("There is no time zone “%(typed)s”. Choose one of those proposed, such as Europe/Berlin."),
            params={"typed": typed},
        )


class BrowserZoneField(forms.CharField):
    """Nobody sees it, so what is no zone, or nothing where no script runs, is UTC and no fault."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput(attrs=FROM_BROWSER))

    def clean(self, value: Any) -> str:
        return find_time_zone(str(value or "")) or "UTC"
