from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.domain.question_pack import Effort
from roadmap.domain.artifacts import ArtifactAct
from roadmap.domain.states import OPEN_STATES, ActionState, ArtifactStatus, CheckInMood, Origin, PilotDecision


class ActionStateChoice(models.TextChoices):
    TO_DO = ActionState.TO_DO.value, _("To do")
    DOING = ActionState.DOING.value, _("In progress")
    WAITING = ActionState.WAITING.value, _("Waiting")
    DONE = ActionState.DONE.value, _("Done")
    DROPPED = ActionState.DROPPED.value, _("Dropped")


class OriginChoice(models.TextChoices):
    GAP = Origin.GAP.value, _("A gap of the assessment")
    HAND = Origin.HAND.value, _("Written by hand")
    DECISION = Origin.DECISION.value, _("A decision")


class EffortChoice(models.TextChoices):
    SMALL = Effort.SMALL.value, _("Small")
    MEDIUM = Effort.MEDIUM.value, _("Medium")
    LARGE = Effort.LARGE.value, _("Large")


class ArtifactStatusChoice(models.TextChoices):
    NOT_STARTED = ArtifactStatus.NOT_STARTED.value, _("Not started")
    DRAFT = ArtifactStatus.DRAFT.value, _("Draft")
    IN_REVIEW = ArtifactStatus.IN_REVIEW.value, _("In review")
    ACCEPTED = ArtifactStatus.ACCEPTED.value, _("Accepted")
    OUTDATED = ArtifactStatus.OUTDATED.value, _("Outdated")


class ArtifactActChoice(models.TextChoices):
    ASKED = ArtifactAct.ASKED.value, _("Asked for a review")
    SENT_BACK = ArtifactAct.SENT_BACK.value, _("Sent back")
    ACCEPTED = ArtifactAct.ACCEPTED.value, _("Accepted")
    REOPENED = ArtifactAct.REOPENED.value, _("New content: a draft again")
    CORRECTED = ArtifactAct.CORRECTED.value, _("A correction: still accepted")
    OUTDATED = ArtifactAct.OUTDATED.value, _("Outdated: its review date passed")


class PilotDecisionChoice(models.TextChoices):
    SCALE = PilotDecision.SCALE.value, _("Scale: roll it out")
    EXTEND = PilotDecision.EXTEND.value, _("Extend: the answer is not clear yet")
    STOP = PilotDecision.STOP.value, _("Stop: it does not pay")


class CheckInMoodChoice(models.TextChoices):
    ON_TRACK = CheckInMood.ON_TRACK.value, _("On track")
    AT_RISK = CheckInMood.AT_RISK.value, _("At risk")
    STOP_RULE = CheckInMood.STOP_RULE.value, _("The stop rule applies")


class DueChoice(models.TextChoices):
    """When actions are due, to look for them."""

    OVERDUE = "overdue", _("Overdue")
    SOON = "soon", _("In the next 14 days")
    NONE = "none", _("Without a day")


class StateFilterChoice(models.TextChoices):
    """Actions by state, to look for them. Without one: what is open."""

    OPEN = "", _("Open")
    TO_DO = ActionState.TO_DO.value, _("To do")
    DOING = ActionState.DOING.value, _("In progress")
    WAITING = ActionState.WAITING.value, _("Waiting")
    DONE = ActionState.DONE.value, _("Done")
    DROPPED = ActionState.DROPPED.value, _("Dropped")
    ALL = "all", _("All")

    @property
    def states(self) -> tuple[str, ...]:
        """Those that it stands for; none for all."""
        if self == StateFilterChoice.OPEN:
            return tuple(state.value for state in OPEN_STATES)
        return () if self == StateFilterChoice.ALL else (self.value,)


class LeftOutChoice(models.TextChoices):
    """Why an action is not changed together with others."""

    CHANGED = "changed", _("somebody has changed it meanwhile")
    DELETED = "deleted", _("somebody has deleted it meanwhile")
    NO_DAYS = "no_days", _("it has no days to move")
    BEFORE_START = "before_start", _("it would be due before it starts")
    OUT_OF_REACH = "out_of_reach", _("its days would lie before 2000 or after 2100")
    SAME = "same", _("it is so already")
