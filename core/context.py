"""What every page knows, whoever looks at it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """The theme that the person chose for this browser (empty means as the system has it), and whether mail is sent."""
    theme = request.COOKIES.get("theme", "")
    return {"theme": theme if theme in THEMES else "", "has_mail": settings.HAS_MAIL}
