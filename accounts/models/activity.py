"""Who did what when to which object: read by people, and the event stream for whatever reacts to it."""

from typing import Any, Never

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from accounts.models.workspace import Workspace
from core.models import PublicCode

FORMER_MEMBER = "a former member"
"""Takes the place of the name of who deleted their account, together with no reference to any person."""

INVITATION = "accounts.invitation"
PEOPLE = {"accounts.user", INVITATION}
"""Objects with a person's name or address; it is empty once that person has deleted their account."""

STREAM = "activity"
"""The lock by which a reader of the stream waits for events that have a number but are not stored yet."""


class AppendOnlyError(TypeError):
    """The log is no place for second thoughts."""


class ActivityQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> Never:
        raise AppendOnlyError("What was logged stays as it was.")

    def delete(self) -> Never:
        raise AppendOnlyError("What was logged stays; it goes with its workspace.")

    def forget(self, user: User, addresses: list[str]) -> None:
        """Take a person's name and addresses out, as they may demand; that something happened stays."""
        of_person = Q(object_kind="accounts.user", object_code=user.code)
        of_addresses = Q(object_kind=INVITATION, object_name__in=addresses)
        rewrite = models.QuerySet.update
        rewrite(self.filter(of_person | of_addresses), object_name="")
        rewrite(self.filter(actor=user), actor=None, actor_name=FORMER_MEMBER)


class Activity(PublicCode):
    """One thing that happened. Rows are only ever added; their order is that of `id`.

    The names of the person and of the object are kept as they were, so that the log still reads after either is gone.
    """

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="activities")
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    actor_name = models.CharField(_("who"), max_length=254, blank=True)
    verb = models.CharField(_("what"), max_length=64)
    object_kind = models.CharField(_("kind of object"), max_length=64)
    object_code = models.CharField(_("object"), max_length=64, blank=True)
    object_name = models.CharField(_("name of the object"), max_length=254, blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [
            models.Index(fields=["workspace", "-id"], name="accounts_activity_newest"),
            models.Index(fields=["workspace", "actor", "-id"], name="accounts_activity_by_person"),
            models.Index(fields=["workspace", "object_code", "-id"], name="accounts_activity_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.verb} {self.object_name}"

    @property
    def is_of_former_member(self) -> bool:
        """Not by the name alone, which somebody may have given to themselves."""
        return self.actor_id is None and self.actor_name == FORMER_MEMBER

    @property
    def is_about_former_member(self) -> bool:
        return self.object_kind in PEOPLE and not self.object_name

    def save(self, *arguments: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("What was logged stays as it was.")
        super().save(*arguments, **options)

    def delete(self, *arguments: Any, **options: Any) -> Never:
        raise AppendOnlyError("What was logged stays; it goes with its workspace.")
