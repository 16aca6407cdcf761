"""What a program signs in to the API with."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import RoleChoice
from accounts.domain.tokens import SHOWN
from accounts.models.user import User
from accounts.models.workspace import Workspace
from core.models import PublicCode, Timestamped
from core.names import validate_name


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def working(self, now: datetime) -> Self:
        """Those that open something: neither revoked nor over, and whoever they act as may still come in.

        Nobody signs in as a service account, so it is inactive; tokens are what it has instead.
        """
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            Q(workspace=None) | Q(workspace__deleted_at=None),
            Q(user__is_active=True) | Q(user__is_service=True),
            revoked_at=None,
        )


class ApiToken(PublicCode, Timestamped):
    """Acts as `user`, a person or a service account, and may never do more than they may at that moment.

    The secret is stored as a hash only and shown once, when it is made; `hint` is how it begins. `role` is the most
    that it may do: in each workspace the lower of it and the membership's counts. With a `workspace` it opens that one
    alone. It is revoked for good.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("what it is for"), max_length=80, validators=[validate_name])
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(_("how it begins"), max_length=SHOWN, editable=False)
    role = models.CharField(_("role"), max_length=16, choices=RoleChoice.choices)
    is_read_only = models.BooleanField(_("reads only"), default=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, null=True, blank=True, related_name="api_tokens")
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=RoleChoice.values),
                name="accounts_api_token_role_known",
                violation_error_message=_("Choose one of the roles."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_run_out(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    def allows(self, workspace: Workspace) -> bool:
        """Whether it may be used there at all; what it may do there, `permissions.capped` says."""
        return self.workspace_id in {None, workspace.pk}
