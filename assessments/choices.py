from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.domain.answers import Reason, Scope, State
from assessments.domain.progress import Progress
from assessments.domain.review import Act, Standing


class ScopeChoice(models.TextChoices):
    CORE = Scope.CORE.value, _("Core: the questions that matter most")
    FULL = Scope.FULL.value, _("Full: every question of the pack")


class StateChoice(models.TextChoices):
    ANSWERED = State.ANSWERED.value, _("Answered")
    NOT_APPLICABLE = State.NOT_APPLICABLE.value, _("Not applicable")
    UNKNOWN = State.UNKNOWN.value, _("I don’t know yet")
    UNANSWERED = State.UNANSWERED.value, _("Open")


class ReasonChoice(models.TextChoices):
    OUT_OF_SCOPE = Reason.OUT_OF_SCOPE.value, _("It is out of scope")
    ACCEPTED_RISK = Reason.ACCEPTED_RISK.value, _("We accept the risk")
    COVERED_ELSEWHERE = Reason.COVERED_ELSEWHERE.value, _("It is covered elsewhere")
    OTHER = Reason.OTHER.value, _("Another reason")


class GroupKind(models.TextChoices):
    """Questions are read by phase or by domain, as one likes."""

    PHASE = "phase", _("Phase")
    DOMAIN = "domain", _("Domain")


class ProgressChoice(models.TextChoices):
    NOT_STARTED = Progress.NOT_STARTED.value, _("Not started")
    IN_PROGRESS = Progress.IN_PROGRESS.value, _("In progress")
    ALL_ANSWERED = Progress.ALL_ANSWERED.value, _("All answered")
    COMPLETE = Progress.COMPLETE.value, _("Complete")


class StandingChoice(models.TextChoices):
    DRAFT = Standing.DRAFT.value, _("Draft")
    SUBMITTED = Standing.SUBMITTED.value, _("Waits for review")
    SENT_BACK = Standing.SENT_BACK.value, _("Sent back")
    ACCEPTED = Standing.ACCEPTED.value, _("Accepted")


class ActChoice(models.TextChoices):
    SUBMIT = Act.SUBMIT.value, _("Submitted")
    WITHDRAW = Act.WITHDRAW.value, _("Withdrawn")
    ACCEPT = Act.ACCEPT.value, _("Accepted")
    SEND_BACK = Act.SEND_BACK.value, _("Sent back")
    REOPEN = Act.REOPEN.value, _("Reopened")
