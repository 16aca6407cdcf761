"""What there is to show for an action that is done, what its question says from now on, and why one is given up."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.choices import StateChoice
from assessments.forms.citations import MOST_OFFERED
from core.forms import RevisionField
from core.texts import TextField
from evidence.forms.evidence import NewEvidenceForm
from evidence.models import Evidence
from evidence.queries.register import citable_evidence, titled
from roadmap.forms.boxes import ManyBoxes
from roadmap.forms.comments import SaidField
from roadmap.models import Action
from roadmap.operations.closing import Anew
from roadmap.queries.closing import Asked

UPDATE, CITE, LEAVE = "update", "cite", "leave"


class DropForm(forms.Form):
    revision = RevisionField()
    reason = SaidField(_("Why it is given up"), _("Say why it is given up. It is kept as a comment."))


class CloseForm(forms.Form):
    """`asked` is what the question of the action says now; without one, or where it is locked, nothing is asked of it.

    `has_new`: new evidence is described beside this form. `offered` is the evidence in the list, whose titles hold
    `words`; each other piece of the workspace may be named all the same.
    """

    revision = RevisionField()
    evidence = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        to_field_name="code",
        label=_("What is there already"),
        required=False,
        widget=ManyBoxes,
        error_messages={"invalid_choice": _("One of these pieces is not there any more.")},
    )
    answer = forms.ChoiceField(
        label=_("What becomes of the answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what becomes of the answer.")},
    )
    level = forms.TypedChoiceField(
        label=_("Level"), coerce=int, error_messages={"required": _("Choose one of the levels.")}
    )
    level_reason = TextField()
    answer_revision = RevisionField()

    # As components/form_errors.html asks for.
    is_stale = False
    saved_by = ""

    def __init__(
        self, data: Any = None, *, action: Action, asked: Asked | None, words: str = "", has_new: bool = False
    ) -> None:
        super().__init__(data, initial={"revision": action.revision})
        self.asked = asked if asked and not asked.is_locked else None
        self.has_new = has_new
        self._offer_evidence(action, words)
        if self.asked:
            self._offer_answers(action, self.asked)
        else:
            for name in ("answer", "level", "level_reason", "answer_revision"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == CITE and not cleaned.get("evidence") and not self.has_new:
            self.add_error("answer", _("Choose or add the evidence that is to be cited."))
        return cleaned

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["revision"])

    @property
    def anew(self) -> Anew | None:
        found = self.cleaned_data
        if self.asked is None or found["answer"] == LEAVE:
            return None
        said = {
            "state": StateChoice.ANSWERED.value,
            "level": found["level"],
            "reason": "",
            "level_reason": found["level_reason"],
        }
        is_update = found["answer"] == UPDATE
        seen = found["answer_revision"]
        return Anew(self.asked.assessment, self.asked.question.id, seen, said if is_update else None)

    def begin_again(self, action: Action, asked: Asked | None, by: str) -> None:
        """Somebody else was first: what was typed stays, and the next attempt has seen what is stored now."""
        self.is_stale, self.saved_by = True, by
        data = cast(QueryDict, self.data).copy()
        data["revision"] = str(action.revision)
        if asked:
            data["answer_revision"] = str(asked.answer.revision)
        self.data = data

    def _offer_evidence(self, action: Action, words: str) -> None:
        citable = citable_evidence(action.roadmap.workspace)
        found = list(titled(citable, words)[: MOST_OFFERED + 1])
        self.offered, self.has_more = found[:MOST_OFFERED], len(found) > MOST_OFFERED
        field = self.fields["evidence"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = citable
        field.choices = [(each.code, str(each)) for each in self.offered]

    def _offer_answers(self, action: Action, asked: Asked) -> None:
        words = {"id": asked.question.id}
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            (UPDATE, _("Answer %(id)s anew, at the level beside, and cite the evidence") % words),
            (CITE, _("Leave the level, and cite the evidence") % words),
            (LEAVE, _("Leave the answer as it is") % words),
        ]
        levels = asked.assessment.questions.scale.levels
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (each.level, f"{each.level} – {each.name}") for each in levels
        ]
        self.fields["level_reason"].label = _("Why this level")
        self.fields["level_reason"].help_text = _("Needed only where the criteria that are ticked suggest another one.")
        self.fields["level_reason"].widget = forms.Textarea(attrs={"rows": 2})
        claimed = asked.result.claimed
        reached = asked.result.target if action.to_level is None else action.to_level
        self.initial.update(
            level=max(reached, claimed) if claimed is not None else reached,
            level_reason=asked.answer.level_reason,
            answer_revision=asked.answer.revision,
        )


def new_evidence_form(data: Any, files: Any, *, action: Action, asked: Asked | None, owner: User) -> NewEvidenceForm:
    """Bound only if something is filled in. What is typical for the question comes first among the kinds."""
    pack = asked.assessment.questions if asked else action.roadmap.questions
    typical = asked.question.evidence if asked else ()
    make = partial(
        NewEvidenceForm,
        prefix="new",
        workspace=action.roadmap.workspace,
        kinds=sorted(pack.evidence_kinds, key=lambda kind: kind.id not in typical),
        typical=typical,
        default_validity=pack.validity_default_days,
        initial={"owner": owner.pk},
        use_required_attribute=False,
    )
    form = make(data, files)
    is_filled_in = form.is_bound and not {"owner", "validity_days"}.issuperset(form.changed_data)
    return form if is_filled_in else make()
