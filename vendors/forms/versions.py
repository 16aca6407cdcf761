"""Acts on a version of the model that is named by the revision at which it was looked at."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionField
from vendors.forms.texts import TextField

NEVER_SEEN = 0


class SeenForm(forms.Form):
    revision = RevisionField()

    @property
    def seen(self) -> int:
        """No revision is 0: who does not say what they saw is asked to look again."""
        return int(self.cleaned_data["revision"]) if self.is_valid() else NEVER_SEEN


class ProposeForm(SeenForm):
    reason = TextField(
        label=_("Why it is changed"),
        error_messages={"required": _("Say why: the report prints it beside both rankings.")},
        help_text=_("Whoever lost reads it, too."),
    )


class ReturnForm(forms.Form):
    remark = TextField(label=_("What is missing"), required=False, rows=2, max_length=200)
