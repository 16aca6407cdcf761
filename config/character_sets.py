"""What is refused before Django makes a request of it."""

import codecs
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

type Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

SENTENCE = b"Rungs reads nothing but UTF-8.\n"


def only_utf8(application: Application) -> Application:
    """Django takes over any character set that Python has a codec of, and some of them are none, such as rot13.

    With one of those it fails while it makes the request, so that none of its own answers can be given.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if _is_utf8(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(SENTENCE)))]
        start_response("400 Bad Request", headers)
        return [SENTENCE]

    return answer


def _is_utf8(content_type: str) -> bool:
    """Also when it names no character set at all."""
    try:
        charset = parse_header_parameters(content_type)[1].get("charset", "utf-8")
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False
