"""What people say of an artifact: its facts, what is done of it, its versions, and what a review comes to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionField, RevisionForm
from core.links import is_web_link
from core.models import Revisioned
from core.names import validate_line
from evidence.files.refusals import ALLOWED
from evidence.forms.evidence import PersonField, members_of
from evidence.models.evidence import LONGEST_VALIDITY
from roadmap.domain.states import ArtifactStatus
from roadmap.forms.days import DayField
from roadmap.forms.pilots import NoteField
from roadmap.models import Artifact, Roadmap

TICK = "tick-"
"""What the names of fields begin with that stand for one sentence of a definition of done."""
MOST_LINES, LONGEST_LINE = 30, 300


class LinesField(forms.Field):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> list[str]:
        lines = value.splitlines() if isinstance(value, str) else value or []
        return [line.strip() for line in lines if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > MOST_LINES:
            raise forms.ValidationError(_("Write at most %(most)d lines."), params={"most": MOST_LINES})
        for line in value:
            validate_line(line)
            if len(line) > LONGEST_LINE:
                raise forms.ValidationError(
                    _("Write at most %(most)d characters in a line."), params={"most": LONGEST_LINE}
                )
        if len(set(value)) < len(value):
            raise forms.ValidationError(_("The same line stands there twice."))


class AboutForm(forms.Form):
    """Of the pack's artifacts the pack says what they are: for those the first four fields go."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        validators=[validate_line],
        error_messages={"required": _("Give the artifact a title.")},
    )
    phase = forms.ChoiceField(label=_("Phase"))
    done_when = LinesField(
        label=_("Definition of done"),
        required=False,
        help_text=_("What must be true before it is accepted: a sentence a line, each becomes a box to tick."),
    )
    outline = LinesField(
        label=_("Outline"),
        required=False,
        help_text=_("Its headings, one a line. A template to download is made of them."),
    )
    owner = PersonField(label=_("Owner"), help_text=_("Sees to it that it is there and stays up to date."))
    reviewer = PersonField(label=_("Reviewer"), help_text=_("Is told when it is ready, and accepts it."))
    due_date = DayField(label=_("Due"))
    review_date = DayField(label=_("Review by"), help_text=_("After that day, what was accepted is outdated."))
    note = NoteField(label=_("Note"), help_text=_("Markdown works."))

    def set_choices(self, roadmap: Roadmap, *, is_own: bool, also: tuple[int | None, ...] = (None, None)) -> None:
        """`also` are the keys of owner and reviewer, who may have left."""
        for name, known in zip(("owner", "reviewer"), also, strict=True):
            self.fields[name].queryset = members_of(roadmap.workspace, and_also=known)  # type: ignore[attr-defined]
        if is_own:
            phases = [(phase.id, phase.title) for phase in roadmap.questions.phases]
            self.fields["phase"].choices = phases  # type: ignore[attr-defined]
        else:
            for name in ("title", "phase", "done_when", "outline"):
                del self.fields[name]


class NewArtifactForm(AboutForm):
    def __init__(self, *arguments: Any, roadmap: Roadmap, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.set_choices(roadmap, is_own=True)


class ChangeArtifactForm(AboutForm, RevisionForm):
    class Meta:
        model = Artifact
        fields = ["title", "phase", "done_when", "outline", "owner", "reviewer", "due_date", "review_date", "note"]

    def __init__(self, *arguments: Any, instance: Artifact, **keywords: Any) -> None:
        super().__init__(*arguments, instance=instance, **keywords)
        also = (instance.owner_id, instance.reviewer_id)
        self.set_choices(instance.roadmap, is_own=not instance.kind, also=also)


class TicksForm(RevisionForm):
    """A box for each sentence of the definition of done, so that two people can tick two."""

    class Meta:
        model = Artifact
        fields: list[str] = []

    def __init__(self, *arguments: Any, instance: Artifact, **keywords: Any) -> None:
        super().__init__(*arguments, instance=instance, **keywords)
        for number, sentence in enumerate(instance.sentences):
            self.fields[f"{TICK}{number}"] = forms.BooleanField(label=sentence, required=False)
        self.show_stored(instance)

    @property
    def values(self) -> dict[str, Any]:
        return {"ticks": [number for name, value in super().values.items() if value and (number := _number(name)) >= 0]}

    def is_of_model(self, name: str) -> bool:
        return name.startswith(TICK)

    def stored_of(self, name: str, row: Revisioned) -> Any:
        return _number(name) in row.ticks  # type: ignore[attr-defined]


def _number(name: str) -> int:
    return int(name.removeprefix(TICK))


class VersionForm(forms.Form):
    """The next version. Of what is accepted the person says whether its content is new."""

    upload = forms.FileField(label=_("File"), required=False, error_messages={"empty": _("This file is empty.")})
    link = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=_("Where it can be read, such as a page of your wiki."),
    )
    note = NoteField(label=_("What is new"))
    content = forms.ChoiceField(
        label=_("What does this version change?"),
        choices=[
            ("new", _("Its content: it is a draft again, and is to be reviewed")),
            ("same", _("Nothing that matters, such as spelling: it stays accepted")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the content is new.")},
    )

    def __init__(self, *arguments: Any, artifact: Artifact, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        largest = _("At most %(size)d MB.") % {"size": settings.LARGEST_UPLOAD // 1024**2}
        self.fields["upload"].help_text = f"{_('A file or a link is needed.')} {ALLOWED} {largest}"
        if artifact.standing != ArtifactStatus.ACCEPTED:
            del self.fields["content"]

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if link and not is_web_link(link):
            raise forms.ValidationError(_("Write a link that starts with https:// or http://."))
        return link

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) or name in self.errors for name in ("upload", "link")):
            self.add_error(None, _("Add a file or a link, so that others can read it."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        return {"is_new_content": values.pop("content", "new") == "new", **values}


def reason_field(label: Any, missing: Any) -> NoteField:
    field = NoteField(label=label)
    field.required, field.error_messages["required"] = True, missing
    return field


class SeenForm(forms.Form):
    """An act on what the page shows: whoever has not seen the last change is shown it first."""

    revision = RevisionField()

    def __init__(self, *arguments: Any, artifact: Artifact, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.initial["revision"] = artifact.revision
        self.artifact = artifact

    @property
    def values(self) -> dict[str, Any]:
        """As the operations take them."""
        values = dict(self.cleaned_data)
        return {"seen": values.pop("revision"), **values}


class AskForm(SeenForm):
    reviewer = PersonField(label=_("Reviewer"), help_text=_("Is told at once, and accepts it or sends it back."))

    def __init__(self, *arguments: Any, artifact: Artifact, **keywords: Any) -> None:
        super().__init__(*arguments, artifact=artifact, **keywords)
        field = self.fields["reviewer"]
        field.queryset = members_of(artifact.roadmap.workspace)  # type: ignore[attr-defined]
        field.required = True
        field.empty_label = _("Choose")  # type: ignore[attr-defined]
        field.error_messages["required"] = _("Choose who reviews it.")
        self.initial.setdefault("reviewer", artifact.reviewer_id)


class AcceptForm(SeenForm):
    review_date = DayField(label=_("Review again by"))
    reason = reason_field(_("Why it is accepted all the same"), _("Say why it is accepted although something is open."))
    field_order = ["reason", "review_date"]

    def __init__(self, *arguments: Any, artifact: Artifact, **keywords: Any) -> None:
        super().__init__(*arguments, artifact=artifact, **keywords)
        self.today = artifact.roadmap.workspace.today
        default = timedelta(days=artifact.roadmap.questions.validity_default_days)
        known = artifact.review_date
        self.initial.setdefault("review_date", known if known and known > self.today else self.today + default)
        words = {"days": default.days}
        self.fields["review_date"].help_text = (
            _("After that day it is outdated, and the evidence lapses; without one after %(days)d days.") % words
        )
        if not artifact.open_count:
            del self.fields["reason"]

    def clean_review_date(self) -> Any:
        chosen = self.cleaned_data["review_date"]
        if chosen and not self.today < chosen <= self.today + timedelta(days=LONGEST_VALIDITY):
            raise forms.ValidationError(_("Choose a day after today, within the next ten years."))
        return chosen


class SendBackForm(SeenForm):
    reason = reason_field(_("What is missing"), _("Say what is missing, so that its people know what to do."))


class CiteForm(forms.Form):
    """Which of the questions it is evidence for are to cite it. Only these can be."""

    questions = forms.MultipleChoiceField(
        error_messages={
            "required": _("Tick the questions that are to cite it."),
            "invalid_choice": _("One of these questions cannot cite it any more. Look again."),
        }
    )

    def __init__(self, data: Any, *, can_cite: list[str]) -> None:
        super().__init__(data)
        self.fields["questions"].choices = [(id_, id_) for id_ in can_cite]  # type: ignore[attr-defined]
