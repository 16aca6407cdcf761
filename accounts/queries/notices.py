"""What people have been told."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import QuerySet

from accounts.models import Notice, User


def notices_of(user: User) -> QuerySet[Notice]:
    """All of them, the newest first."""
    return Notice.objects.filter(user=user).select_related("workspace").order_by("-pk")


def news_for_digests() -> Iterator[tuple[User, list[Notice]]]:
    """Each person who wants the daily mail, with what they have neither read nor been mailed."""
    news = (
        Notice.objects.filter(read_at=None, mailed_at=None, user__wants_digest=True, user__is_active=True)
        .select_related("user", "workspace")
        .order_by("user_id", "pk")
    )
    for user, notices in groupby(news, key=lambda notice: notice.user):
        yield user, list(notices)
