"""What every page knows, whoever looks at it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """The theme chosen for this browser (empty: as the system has it), whether mail is sent, and the moment."""
    theme = request.COOKIES.get("theme", "")
    return {"theme": theme if theme in THEMES else "", "has_mail": settings.HAS_MAIL, "asked_at": timezone.now()}
