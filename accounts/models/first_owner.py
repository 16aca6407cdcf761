"""Who signed up first."""

from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User

ONLY: Literal[1] = 1


class FirstOwner(models.Model):
    """At most one row, and so the database decides which of two people who sign up at the same moment was first."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("first owner")
        verbose_name_plural = _("first owners")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(only=ONLY),
                name="accounts_first_owner_only_one",
                violation_error_message=_("Somebody else was first."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
