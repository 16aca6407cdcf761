"""Where uploaded files are kept: a folder on the disk, or a bucket that speaks the protocol of S3."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

FORM = "s3://bucket/folder?endpoint=https://…&region=…"
KNOWN = {"endpoint": "endpoint_url", "region": "region_name"}
LARGEST_IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a file that is read; a larger one passes through a temporary file."""


def file_storage(url: str) -> dict[str, Any]:
    """An entry of Django's STORAGES, from RUNGS_STORAGE_URL (may be empty).

    Who we are comes from the environment or the machine, as for every client of S3, and never stands in the address.
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    found = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme != "s3" or not parts.netloc or ":" in parts.netloc or parts.fragment or set(found) - set(KNOWN):
        raise ImproperlyConfigured(f"RUNGS_STORAGE_URL cannot be read: write it like {FORM}")
    if "@" in parts.netloc:
        raise ImproperlyConfigured(
            "RUNGS_STORAGE_URL holds a key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead."
        )
    if missing := [name for name in ("storages", "boto3") if find_spec(name) is None]:
        raise ImproperlyConfigured(
            f"RUNGS_STORAGE_URL needs packages that are not installed ({', '.join(missing)}): those of the extra “s3”."
        )
    options = {KNOWN[name]: value for name, value in found.items() if value}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            # Its own servers are found by the bucket's name; those of others often by its path only.
            "addressing_style": "path" if "endpoint_url" in options else "auto",
            "signature_version": "s3v4",
            "file_overwrite": False,
            "object_parameters": {"ContentType": "application/octet-stream"},  # not what a browser said it is
            "max_memory_size": LARGEST_IN_MEMORY,
            **options,
        },
    }
