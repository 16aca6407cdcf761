"""The files that browsers fetch, gathered, named by their content and compressed: once per change, not per start."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from core.locks import file_lock

FOR_NO_PAGE = ["*.ttf", "rest_framework", "redoc*", "swagger-ui-standalone-preset*"]
"""Fonts of PDFs, which would take most of the time to compress, and pages of libraries that are not served."""


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Also what scripts import: under its plain name it would be another module, fetched and run a second time."""

    support_js_module_import_aggregation = True


def gather_static_files() -> None:
    """Does nothing when the last time was for the same files. What older pages still ask for stays in place."""
    root = Path(settings.STATIC_ROOT)
    state = root / ".gathered-from"
    with file_lock(root.with_name(f"{root.name}.lock")):
        wanted = _state_of_sources()
        if state.is_file() and state.read_text(encoding="utf-8") == wanted:
            return
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=FOR_NO_PAGE)
        state.write_text(wanted, encoding="utf-8")


def _state_of_sources() -> str:
    """Every file with its size and the moment of its last change, and the version of Rungs."""
    found = [storage.path(name) for finder in get_finders() for name, storage in finder.list(FOR_NO_PAGE)]
    stats = [(path, Path(path).stat()) for path in sorted(found)]
    return json.dumps([settings.VERSION, [(path, stat.st_size, stat.st_mtime_ns) for path, stat in stats]])
