"""Files for people to keep: always saved, never shown by the browser, for they hold what somebody typed."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from django.core.files.base import File
from django.http import FileResponse


def attached(name: str, content: bytes | BinaryIO | File[bytes], media_type: str) -> FileResponse:
    stream = BytesIO(content) if isinstance(content, bytes) else content
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
