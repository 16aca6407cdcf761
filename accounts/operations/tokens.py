"""API tokens: made, used and revoked."""

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import ApiToken

NOTED_EVERY = timedelta(minutes=5)


def note_use(*, token: ApiToken, now: datetime) -> None:
    """Kept to five minutes, so that requests of a program rarely wait for a writer."""
    if token.last_used_at and token.last_used_at > now - NOTED_EVERY:
        return
    due = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
    ApiToken.objects.filter(due, pk=token.pk).update(last_used_at=now)
