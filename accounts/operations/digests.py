"""A mail a day with what is new, for those who want it."""

from datetime import datetime

from django.core import signing
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import Notice, User
from accounts.queries.notices import news_for_digests
from core.addresses import full_address
from core.mail import send_text

SALT = "accounts.digest"
MOST_LISTED = 30


def send_digests(*, now: datetime) -> int:
    """How many mails went out. Nobody gets a mail in which nothing is new."""
    return sum(_send_digest(user, notices, now) for user, notices in list(news_for_digests()))


def _send_digest(user: User, notices: list[Notice], now: datetime) -> bool:
    """The notices are marked before the mail goes: of two runs at once only one sends, and none while it holds a lock.

    A process that dies in between loses a mail, not the notices; a server that does not take the mail loses neither.
    """
    ours = Notice.objects.filter(pk__in=[notice.pk for notice in notices], mailed_at=None, read_at=None)
    if ours.update(mailed_at=now) == 0:
        return False
    claimed = [
        *Notice.objects.filter(pk__in=[notice.pk for notice in notices], mailed_at=now).select_related("workspace")
    ]
    off = full_address(reverse("digest_off", args=[digest_token(user)]))
    was_sent = send_text(
        to=user.email,
        subject=ngettext("%(count)d new notice in Rungs", "%(count)d new notices in Rungs", len(claimed))
        % {"count": len(claimed)},
        template="accounts/mail/digest.txt",
        context={
            "user": user,
            "notices": claimed[:MOST_LISTED],
            "more": len(claimed[MOST_LISTED:]),
            "page": full_address(reverse("notice_list")),
            "off": off,
        },
        headers={"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    if not was_sent:
        Notice.objects.filter(pk__in=[notice.pk for notice in claimed]).update(mailed_at=None)
    return was_sent


def choose_digest(*, user: User, wants: bool) -> None:
    User.objects.filter(pk=user.pk).update(wants_digest=wants)


def digest_token(user: User) -> str:
    """What lets a mail be switched off without signing in. It opens nothing else, and does not run out."""
    return signing.dumps(user.code, salt=SALT)


def user_of_token(token: str) -> User | None:
    """Nobody for a token that we did not make, or whose person is gone."""
    try:
        code = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(code=code).first()
