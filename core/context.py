"""What every page knows, whoever looks at it."""

from django.http import HttpRequest

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, str]:
    """The theme that the person chose for this browser; empty means as the system has it."""
    theme = request.COOKIES.get("theme", "")
    return {"theme": theme if theme in THEMES else ""}
