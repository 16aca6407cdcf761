"""Bodies as they arrive. What JSON allows and no database can keep is refused here, in words."""

from __future__ import annotations

from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser, MultiPartParser

from core.rest.problems import MALFORMED, Problem


class StrictJSONParser(JSONParser):
    """An object in UTF-8, without NaN, without half characters, not endlessly deep."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        try:
            found = super().parse(stream, media_type, parser_context)
            _require_characters(found)
        except ParseError as error:
            why = str(error.detail).removeprefix("JSON parse error - ")
            raise Problem(MALFORMED, _("The body is no valid JSON: %(why)s.") % {"why": why}) from None
        except UnicodeError:
            raise Problem(MALFORMED, _("The body holds characters that are none. Send it in UTF-8.")) from None
        except RecursionError:
            raise Problem(MALFORMED, _("The body is nested too deeply.")) from None
        if not isinstance(found, dict):
            raise Problem(MALFORMED, _("The body must be a JSON object: { … }."))
        return found


class FormParser(MultiPartParser):
    """For files, with the other fields beside them as text."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except ParseError as error:
            why = str(error.detail).removeprefix("Multipart form parse error - ")
            raise Problem(MALFORMED, _("The body is no valid multipart form: %(why)s.") % {"why": why}) from None


def _require_characters(value: Any) -> None:
    """Raises UnicodeError for half of a pair of surrogates, which JSON can spell and UTF-8 cannot."""
    match value:
        case str():
            value.encode()
        case dict():
            for key, each in value.items():
                key.encode()
                _require_characters(each)
        case list():
            for each in value:
                _require_characters(each)
