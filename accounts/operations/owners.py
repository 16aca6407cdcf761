"""Making an owner from the command line."""

from django.db import IntegrityError, transaction

from accounts.domain.sign_up import Door, Way
from accounts.models import User
from accounts.operations.sign_up import settle_newcomer


class AlreadyThereError(Exception):
    """Somebody has an account with this address."""


@transaction.atomic
def create_owner(*, email: str, name: str, workspace_name: str) -> User:
    """A person without a password, and a workspace that they own; the first one runs the installation.

    Raises AlreadyThereError when the address has an account, and DoorClosedError when somebody signs up as the first
    one in the same moment; then nothing has changed.
    """
    way = Way.OPEN if User.objects.filter(is_service=False).exists() else Way.FIRST
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name)
    except IntegrityError:
        raise AlreadyThereError from None
    settle_newcomer(user=user, door=Door(way), workspace_name=workspace_name)
    return user
