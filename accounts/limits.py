"""How often somebody may have mail sent to others, by pages and by the API together."""

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


def may_mail_invitation(request: HttpRequest, user: User, email: str) -> bool:
    """Counted before anything is made: whoever is refused leaves nothing behind, and nobody's mailbox is flooded."""
    is_mailed = bool(email) and settings.HAS_MAIL
    return not is_mailed or bool(consume(request, action="invite", key=User.normalize_username(email), user=user))
