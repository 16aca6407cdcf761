"""Making a link to a report, and opening one with its password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Workspace
from core.local import day
from core.names import validate_name
from reports.domain.lasting import DAYS, USUAL_DAYS, last_day


class ShareForm(forms.Form):
    recipient = forms.CharField(
        label=gettext_lazy("For"),
        max_length=80,
        validators=[validate_name],
        help_text=gettext_lazy("Such as “Board of Northwind”. Only members see it: it says later which link this was."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say for whom the link is.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("The link works for"), coerce=int, initial=USUAL_DAYS, widget=forms.Select
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        min_length=8,
        max_length=128,
        strip=False,
        validators=[CommonPasswordValidator().validate],
        help_text=gettext_lazy(
            "At least 8 characters. Tell it by another way than the link: it is shown nowhere afterwards."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def __init__(self, data: Any = None, *, workspace: Workspace) -> None:
        super().__init__(data)
        days = self.fields["days"]
        assert isinstance(days, forms.TypedChoiceField)
        days.choices = [(number, _days(number, workspace)) for number in DAYS]
        days.help_text = _("To the end of that day in %(zone)s.") % {"zone": workspace.time_zone.replace("_", " ")}


def _days(number: int, workspace: Workspace) -> str:
    words = ngettext("%(number)d day, until %(day)s", "%(number)d days, until %(day)s", number)
    return words % {"number": number, "day": day(last_day(workspace.today, number))}


class SharePasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type the password that you were told.")},
    )
