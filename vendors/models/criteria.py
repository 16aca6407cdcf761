"""What proposals are weighed by: versions of a model, each with its groups, criteria, gates and weights."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.models import Pack
from core.models import PublicCode, Revisioned
from vendors.choices import MethodChoice, VersionStateChoice
from vendors.domain.stages import VersionState
from vendors.models.evaluation import Evaluation

KEY_LENGTH = 32


class ModelVersion(Revisioned):
    """Groups, criteria, gates and weights, as rows of their own for each version, so that none ever changes another.

    The first is locked by opening the evaluation; a later one begins as a copy of the last, needs a reason, and is
    locked by a second person. `content_hash` is that of `vendors.domain.model` made from its rows. The one in force is
    the locked one with the highest number. `revision` counts every change of any of its rows.

    `levels` has the rule of each level, 0 to 5; `evidence_kinds` the title of each kind by its id. `numbers_given` is
    the number in the last key that was given here, so that no key is ever given twice. `reopened` are the keys of the
    criteria that locking this version, after scoring had begun, gave back to the evaluators.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=8, choices=VersionStateChoice.choices, default=VersionState.DRAFT.value
    )
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    levels = models.JSONField(_("rules of the levels"), default=list)
    evidence_kinds = models.JSONField(_("kinds of evidence"), default=dict)
    unproven_cap = models.PositiveSmallIntegerField(_("most that a claim counts"), default=2)
    numbers_given = models.PositiveSmallIntegerField(_("numbers given to keys"), default=0, editable=False)
    reopened = models.JSONField(_("criteria to be scored anew"), default=list, editable=False)
    reason = models.TextField(_("reason"), blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"), null=True)
    locked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    locked_at = models.DateTimeField(_("locked at"), null=True)
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("version of a model")
        verbose_name_plural = _("versions of models")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="vendors_version_number"),
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=~Q(state=VersionState.LOCKED.value),
                name="vendors_one_unlocked_version",
                violation_error_message=_("There is a change that waits already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.LOCKED.value) | ~Q(content_hash=""), name="vendors_locked_has_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}, {self.number}"

    @property
    def is_locked(self) -> bool:
        return self.state == VersionState.LOCKED


class CriteriaGroup(models.Model):
    """`minimum` is the value, 0 to 100, under which a vendor is excluded."""

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="groups")
    key = models.CharField(_("key"), max_length=KEY_LENGTH)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    minimum = models.PositiveSmallIntegerField(_("minimum value"), null=True, blank=True)

    class Meta:
        verbose_name = _("group of criteria")
        verbose_name_plural = _("groups of criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"],
                name="vendors_group_key",
                violation_error_message=_("There is a group with this key already."),
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(minimum__lte=100),
                name="vendors_group_minimum",
                violation_error_message=_("The minimum is a value from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """`key` names it in all versions: scores and answers are kept by it. `anchors` has six texts, for 0 to 5.

    `asks_vendor` says that `question` is put to the vendors. One that is not applicable is left out for all alike.
    """

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="criteria")
    group = models.ForeignKey(CriteriaGroup, on_delete=models.CASCADE, related_name="criteria")
    key = models.CharField(_("key"), max_length=KEY_LENGTH)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    question = models.TextField(_("question to the vendor"), blank=True)
    asks_vendor = models.BooleanField(_("ask the vendors"), default=True)
    anchors = models.JSONField(_("anchors"), default=list)
    evidence_kinds = models.JSONField(_("kinds of evidence"), default=list, blank=True)
    is_applicable = models.BooleanField(_("applicable"), default=True)
    not_applicable_reason = models.TextField(_("why it is not applicable"), blank=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["group__position", "group__pk", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"],
                name="vendors_criterion_key",
                violation_error_message=_("There is a criterion with this key already."),
            ),
            models.CheckConstraint(
                condition=Q(is_applicable=True) | ~Q(not_applicable_reason=""),
                name="vendors_not_applicable_with_reason",
                violation_error_message=_("Say why the criterion does not apply."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Gate(models.Model):
    """What has to be met outside of the sum. `criterion` is the key of the one it belongs to, or empty."""

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="gates")
    key = models.CharField(_("key"), max_length=KEY_LENGTH)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    criterion = models.CharField(_("criterion"), max_length=KEY_LENGTH, blank=True)
    text = models.TextField(_("what must be"))
    how_to_check = models.TextField(_("how to check it"), blank=True)

    class Meta:
        verbose_name = _("gate")
        verbose_name_plural = _("gates")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"],
                name="vendors_gate_key",
                violation_error_message=_("There is a gate with this key already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class RemovedPart(PublicCode):
    """A group, criterion or gate that was removed from an unlocked version, kept for a month so that it can come back.

    `content` has its fields, and those of the criteria that went with a group.
    """

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="removed_parts")
    kind = models.CharField(_("kind"), max_length=16)
    title = models.TextField(_("title"))
    content = models.JSONField(_("content"))
    removed_at = models.DateTimeField(_("removed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("removed part of a model")
        verbose_name_plural = _("removed parts of models")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Weighting(PublicCode):
    """One way to weigh the criteria of a version: the one that counts has no name, scenarios such as “CFO” have one.

    `judgements` keeps what was entered for each method, by the key of the parent ("" for the groups themselves):
    {"points" | "swing" | "rank": {parent: {key: number as text}}, "pairwise": {parent: [[key, key, number as text]]}}.
    `reason` is asked for where pairwise comparisons contradict each other too much.
    """

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="weightings")
    name = models.CharField(_("name"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    method = models.CharField(
        _("method"), max_length=8, choices=MethodChoice.choices, default=MethodChoice.POINTS.value
    )
    judgements = models.JSONField(_("judgements"), default=dict)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("weighting")
        verbose_name_plural = _("weightings")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "name"],
                name="vendors_weighting_name",
                violation_error_message=_("There is a scenario of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_method_display()
