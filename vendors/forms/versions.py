"""Acts on a version of the model that is named by the revision at which it was looked at."""

from __future__ import annotations

from django import forms

from core.forms import RevisionField

NEVER_SEEN = 0


class SeenForm(forms.Form):
    revision = RevisionField()

    @property
    def seen(self) -> int:
        """No revision is 0: who does not say what they saw is asked to look again."""
        return int(self.cleaned_data["revision"]) if self.is_valid() else NEVER_SEEN
