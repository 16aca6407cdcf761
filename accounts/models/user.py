"""People who sign in."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PublicCode
from core.names import validate_name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Without a password nobody can sign in as this user until one is set.

        The address counts as proven: whoever makes users in this way vouches for it.
        """
        from allauth.account.models import EmailAddress  # needs the model that this module is about to define

        user = self.model(email=User.normalize_username(email), **fields)
        user.set_password(password)
        with transaction.atomic(using=self._db):
            user.save(using=self._db)
            EmailAddress.objects.using(self._db).create(user=user, email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """How Django finds the user who signs in: `Ada@Example.com` is the one kept as `ada@example.com`."""
        return super().get_by_natural_key(User.normalize_username(username or ""))


class User(PublicCode, AbstractBaseUser):
    """Signs in by mail address; there is no user name.

    Rights inside a workspace come from memberships, so Django's groups and permissions are left out. The first
    owner is marked as the one who runs the installation. django-allauth keeps the address once more, in a row that
    says whether it is proven, beside the one that the user may wish to change to.

    A service account is a program's: nobody can sign in as it, it has no address that gets mail, and it belongs to one
    workspace, with which it ends. It comes in by API tokens alone.
    """

    email = models.EmailField(_("mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True, validators=[validate_name])
    is_active = models.BooleanField(_("can sign in"), default=True)
    is_superuser = models.BooleanField(_("runs the installation"), default=False)
    is_service = models.BooleanField(_("is a service account"), default=False, editable=False)
    wants_digest = models.BooleanField(_("collects notices into a mail"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        # Kept in lower case, an address is unique whatever case it is typed in, on every database.
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                name="accounts_user_email_unique",
                violation_error_message=_("There is already a user with this mail address."),
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="accounts_user_email_lower_case",
                violation_error_message=_("A mail address is kept in lower case."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_service=False) | models.Q(is_active=False, is_superuser=False),
                name="accounts_user_service_never_signs_in",
                violation_error_message=_("Nobody signs in as a service account."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def as_person(self) -> "User | None":
        """Who owns what this user makes: a person does, and is asked about it later. A program owns nothing."""
        return None if self.is_service else self

    @property
    def initials(self) -> str:
        """Two letters for a small circle: of the first and last name, else of the address."""
        words = self.name.split() or [self.email]
        return "".join(word[0] for word in [words[0], words[-1]][: len(words)]).upper()

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Django's own hook: forms and `clean` call it before the constraints are checked."""
        return super().normalize_username(username).strip().lower()
