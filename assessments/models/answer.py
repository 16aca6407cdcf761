"""What is said of one question, all that was said of it before, and what is cited for it."""

from collections.abc import Mapping
from types import EllipsisType
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.choices import ReasonChoice, StateChoice
from assessments.domain.merging import UNITS
from assessments.models.assessment import Assessment
from core.models import Revisioned
from evidence.models import Evidence

FIELDS = ("state", "level", "reason", "level_reason", "met", "not_met", "note", "is_flagged")
"""What a person says in an answer; see assessments.domain.answers.Answer, which has no flag."""

CHOICE = UNITS["choice"]

type Carried = dict[str, Any]
"""The fields of a choice as they were elsewhere, and under "from" where that was."""


class Said(models.Model):
    """The content of an answer. `met` and `not_met` hold ids of criteria, sorted.

    `carried` is a choice that waits for somebody to confirm it. It is none until then: the question is open.
    """

    state = models.CharField(_("state"), max_length=16, choices=StateChoice.choices, default=StateChoice.UNANSWERED)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    reason = models.CharField(_("why it does not apply"), max_length=24, choices=ReasonChoice.choices, blank=True)
    level_reason = models.TextField(_("why another level than the criteria suggest"), blank=True)
    met = models.JSONField(_("criteria met"), default=list, blank=True)
    not_met = models.JSONField(_("criteria not met"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_flagged = models.BooleanField(_("follow up"), default=False)
    carried = models.JSONField(_("carried over, to be confirmed"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def contents(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in FIELDS}

    @property
    def choice(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in CHOICE}


class AskedAnswers(models.Manager["Answer"]):
    def get_queryset(self) -> models.QuerySet["Answer"]:
        return super().get_queryset().filter(is_asked=True)


class Answer(Revisioned, Said):
    """One row for each question that the assessment asks, from its beginning on. What is cited is part of it.

    A question that a newer version of the pack no longer asks keeps its row, which nothing shows: `everything` has it,
    `objects` and `assessment.answers` do not.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=64)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    is_asked = models.BooleanField(_("asked"), default=True, editable=False)

    objects = AskedAnswers()
    everything = models.Manager["Answer"]()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="assessments_answer_once"),
            models.CheckConstraint(
                condition=Q(state=StateChoice.ANSWERED, level__isnull=False)
                | (~Q(state=StateChoice.ANSWERED) & Q(level__isnull=True)),
                name="assessments_answer_level_if_answered",
                violation_error_message=_("An answer has a level, and nothing else has one."),
            ),
            models.CheckConstraint(
                condition=(Q(state=StateChoice.NOT_APPLICABLE) & ~Q(reason=""))
                | (~Q(state=StateChoice.NOT_APPLICABLE) & Q(reason="")),
                name="assessments_answer_reason_if_not_applicable",
                violation_error_message=_("Say why the question does not apply."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}, revision {self.revision}"

    def take(self, values: Mapping[str, Any], carried: Carried | EllipsisType | None = ...) -> bool:
        """Say this from now on; whether that confirms what was carried over.

        Any choice settles what waits to be confirmed. `carried` is what waits from now on, if that is to change.
        """
        waiting, before = self.carried, self.choice
        for field, value in values.items():
            setattr(self, field, value)
        is_chosen = self.choice != before
        if not isinstance(carried, EllipsisType):
            self.carried = carried
        elif is_chosen:
            self.carried = None
        return waiting is not None and is_chosen and self.choice == choice_in(waiting)


def choice_in(carried: Carried) -> dict[str, Any]:
    return {field: carried[field] for field in CHOICE}


def blank_choice() -> dict[str, Any]:
    return Answer().choice


class AnswerVersion(Said):
    """What an answer said at one revision, from when on and by whom. Rows are only ever added.

    `evidence` lists what was cited from then on (code and title of each), where that is what changed; else it is None.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField(_("revision"))
    evidence = models.JSONField(_("evidence"), null=True, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(_("saved at"))
    restored_from = models.PositiveIntegerField(_("restored from revision"), null=True, blank=True)
    is_imported = models.BooleanField(_("imported"), default=False)
    is_confirmation = models.BooleanField(_("confirms what was carried over"), default=False)

    class Meta:
        verbose_name = _("version of an answer")
        verbose_name_plural = _("versions of answers")
        constraints = [
            models.UniqueConstraint(fields=["answer", "revision"], name="assessments_answer_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}, revision {self.revision}"


class Citation(models.Model):
    """A piece of evidence stands for an answer."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="citations")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="citations")
    cited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    cited_at = models.DateTimeField(_("cited at"), auto_now_add=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "evidence"],
                name="assessments_citation_once",
                violation_error_message=_("This evidence is cited here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.answer}"
