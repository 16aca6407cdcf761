"""A call that makes something may carry a key: repeated under it, it is told the same, and makes nothing twice."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import IdempotentCall, User
from accounts.operations.api_calls import OtherBodyError, StillRunningError, begin_call
from core.rest.problems import CONFLICT, INVALID, MALFORMED, Problem

HEADER = "Idempotency-Key"
KEPT_HEADERS = ("Location", "ETag")
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def begin(request: Request) -> IdempotentCall | None:
    """The call under the key that came along, if one did; with a status it was answered before."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise Problem(MALFORMED, _("An Idempotency-Key has 1 to 255 letters, digits and signs, and no space."))
    try:
        user = cast("User", request.user)  # who has not signed in does not get here
        return begin_call(user=user, key=key, fingerprint=_fingerprint(request), now=timezone.now())
    except OtherBodyError:
        raise Problem(INVALID, _("This Idempotency-Key was used for another call. Take a new one.")) from None
    except StillRunningError:
        said = _("The call with this Idempotency-Key still runs. Ask again in a moment.")
        raise Problem(CONFLICT, said, headers={"Retry-After": "1"}) from None


def again(call: IdempotentCall) -> Response:
    headers = {**call.headers, "Idempotent-Replayed": "true"}
    return Response(call.body, status=call.status, headers=headers)


def without_secrets(shown: Any, secrets: frozenset[str]) -> Any:
    """Secrets are shown once, to the call that made them."""
    if isinstance(shown, dict):
        return {name: None if name in secrets else without_secrets(each, secrets) for name, each in shown.items()}
    if isinstance(shown, list):
        return [without_secrets(each, secrets) for each in shown]
    return shown


def _fingerprint(request: Request) -> str:
    asked = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    sent = request.data
    if not isinstance(sent, MultiValueDict):
        asked.update(json.dumps(sent, sort_keys=True).encode())
        return asked.hexdigest()
    for name in sorted(sent):
        for value in sent.getlist(name):
            asked.update(json.dumps([name, _digest(value) if isinstance(value, UploadedFile) else str(value)]).encode())
    return asked.hexdigest()


def _digest(upload: UploadedFile[Any]) -> list[str | None]:
    content = sha256()
    for chunk in upload.chunks():
        content.update(chunk)
    upload.seek(0)
    return [upload.name, content.hexdigest()]
