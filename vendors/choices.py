from django.db import models
from django.utils.translation import gettext_lazy as _

from vendors.domain.stages import AwardKind, Confidence, Part, Proof, Stage, VersionState


class StageChoice(models.TextChoices):
    DRAFT = Stage.DRAFT.value, _("Draft")
    SCORING = Stage.SCORING.value, _("Scoring")
    CONSENSUS = Stage.CONSENSUS.value, _("Consensus")
    LOCKED = Stage.LOCKED.value, _("Price and result")
    DECIDED = Stage.DECIDED.value, _("Decided")


class PartChoice(models.TextChoices):
    EVALUATOR = Part.EVALUATOR.value, _("Evaluator")
    PRICE_CLERK = Part.PRICE_CLERK.value, _("Price clerk")


class VersionStateChoice(models.TextChoices):
    DRAFT = VersionState.DRAFT.value, _("Draft")
    PROPOSED = VersionState.PROPOSED.value, _("Waiting for a second person")
    LOCKED = VersionState.LOCKED.value, _("Locked")


class MethodChoice(models.TextChoices):
    """How weights are found; see vendors.domain.weights and vendors.domain.pairwise."""

    POINTS = "points", _("Points")
    SWING = "swing", _("Swing")
    RANK = "rank", _("Rank order")
    PAIRWISE = "pairwise", _("Pairwise comparison")


class ProofChoice(models.TextChoices):
    VERIFIED = Proof.VERIFIED.value, _("Evidence that we verified")
    CLAIMED = Proof.CLAIMED.value, _("A claim that nobody verified")
    NONE = Proof.NONE.value, _("No evidence")


class ConfidenceChoice(models.TextChoices):
    LOW = Confidence.LOW.value, _("Low")
    MEDIUM = Confidence.MEDIUM.value, _("Medium")
    HIGH = Confidence.HIGH.value, _("High")


class AwardChoice(models.TextChoices):
    AWARD = AwardKind.AWARD.value, _("Award")
    CONDITIONAL = AwardKind.CONDITIONAL.value, _("Conditional award, with a pilot")
    NONE = AwardKind.NONE.value, _("No award")
