"""What an operator should know about the settings, though Rungs runs with them."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning

LOCAL = {"localhost", "127.0.0.1", "[::1]"}
SENTENCE = (
    "RUNGS_URL is not set and RUNGS_ALLOWED_HOSTS allows several names: links in mails lead to the one that a request"
    " names, so set RUNGS_URL to where people find Rungs."
)


def check_public_url(**options: Any) -> list[CheckMessage]:
    hosts = set(settings.ALLOWED_HOSTS) - LOCAL
    is_sure = settings.HAS_PUBLIC_URL or not (len(hosts) > 1 or any(host.startswith((".", "*")) for host in hosts))
    return [] if is_sure else [CheckWarning(SENTENCE, id="core.W001")]
