"""Proposals, as those who look after them enter them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionForm
from core.names import validate_line, validate_name
from core.texts import TextField
from evidence.files.refusals import ALLOWED
from vendors.models import PortalAnswer, Proposal, ProposalAnswer
from vendors.queries.asked import Questionnaire

LONGEST = 10_000
"""Characters of an answer."""
AT_MINUTES = "%Y-%m-%dT%H:%M"


class SuggestingInput(forms.TextInput):
    """A line of text for which a browser suggests what is there already; also without script."""

    template_name = "vendors/components/suggesting.html"

    def __init__(self, names: Iterable[str] = ()) -> None:
        super().__init__({"autocomplete": "off", "list": "id_name_list"})
        self.names = names

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "names": self.names}


class NewProposalForm(forms.Form):
    name = forms.CharField(
        label=_("Vendor"),
        max_length=200,
        validators=[validate_name],
        help_text=_("One that is known here, or the name of a new one."),
        error_messages={"required": _("Say which vendor takes part.")},
    )
    description = TextField(
        label=_("What is proposed"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In a few sentences, if you know it already. The vendor can say it itself by its private link."),
    )

    def __init__(self, data: Any = None, *, known: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["name"].widget = SuggestingInput(known)


class ProposalForm(RevisionForm):
    description = TextField(label=_("What is proposed"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))

    class Meta:
        model = Proposal
        fields = ["description", "submitted_at"]
        widgets = {"submitted_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AT_MINUTES)}
        labels = {"submitted_at": _("Came at")}
        help_texts = {
            "submitted_at": _(
                "When it reached you, if it came by another way than the private link; empty if it did not."
            )
        }

    def clean_submitted_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["submitted_at"]
        if at and at > timezone.now():
            raise forms.ValidationError(_("This moment is in the future."))
        return at


class _Answer(RevisionForm):
    text = TextField(label=_("Answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))


class AnswerForm(_Answer):
    """The vendor's words on one criterion, taken over by somebody here."""

    class Meta:
        model = ProposalAnswer
        fields = ["text"]


class PortalAnswerForm(_Answer):
    """The same in the vendor's own draft: many of them stand on one page, each with its own revision."""

    class Meta:
        model = PortalAnswer
        fields = ["text"]


class WithdrawForm(forms.Form):
    reason = TextField(
        label=_("Why"),
        required=True,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The decision report says it."),
        error_messages={"required": _("Say why it is withdrawn.")},
    )


class DocumentForm(forms.Form):
    """Of a proposal. `is_price` stands in it only for whoever may add both kinds: the vendor."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        validators=[validate_line],
        error_messages={"required": _("Give it a title by which others recognise it.")},
    )
    upload = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )
    kind = forms.ChoiceField(label=_("What it is"), required=False)
    criterion = forms.ChoiceField(label=_("What it shows"), required=False)
    is_price = forms.BooleanField(
        label=_("It says something about the price"),
        required=False,
        help_text=_("It is then kept apart, and opened only after all proposals are scored."),
    )

    def __init__(self, *arguments: Any, questionnaire: Questionnaire, asks_for_price: bool, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        largest = _("At most %(size)d MB.") % {"size": settings.LARGEST_UPLOAD // 1024**2}
        self.fields["upload"].help_text = f"{ALLOWED} {largest}"
        self.fields["kind"].choices = [("", _("Something else")), *questionnaire.kinds.items()]  # type: ignore[attr-defined]
        of_groups = [
            (group.title, [(each.key, each.title) for each in group.questions]) for group in questionnaire.groups
        ]
        self.fields["criterion"].choices = [("", _("The proposal as a whole")), *of_groups]  # type: ignore[attr-defined]
        if not asks_for_price:
            del self.fields["is_price"]


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Mail the link to"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Without an address it is only shown to you, once, so that you can hand it over."),
    )
