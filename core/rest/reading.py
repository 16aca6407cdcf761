"""Bodies as they arrive. What JSON allows and no database can keep is refused here, in words."""

from __future__ import annotations

import json
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser, MultiPartParser

from core.rest.problems import MALFORMED, Problem


class StrictJSONParser(JSONParser):
    """An object in UTF-8, without NaN, without half characters, with each name once, not endlessly deep."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        try:
            found = json.loads(stream.read().decode(), object_pairs_hook=_each_once, parse_constant=_refuse)
            _require_characters(found)
        except json.JSONDecodeError as error:
            raise Problem(MALFORMED, _("The body is no valid JSON: %(why)s.") % {"why": error}) from None
        except UnicodeError:
            raise Problem(MALFORMED, _("The body holds characters that are none. Send it in UTF-8.")) from None
        except ValueError:
            raise Problem(MALFORMED, _("The body holds a number that is none, such as NaN, or far too long.")) from None
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


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values under one name, all but the last would be lost without a word."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            _require_characters(name)
            raise Problem(MALFORMED, _("“%(name)s” is in the body twice.") % {"name": name[:80]})
        found[name] = value
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


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
