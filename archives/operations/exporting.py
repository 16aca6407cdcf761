"""Exports as files: rows and stored files, written to a disk as they are read, never held in memory."""

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder

from accounts.models import User, Workspace
from archives.domain.secrets import LEFT_OUT
from archives.queries.belongings import Row, Table, file_fields_of, read_rows, tables_of_person, tables_of_workspace

FORMAT = 1
ROWS_BETWEEN_WORDS = 1000

type Say = Callable[[str, int, int], None]
"""Is told the table, how many are done, and of how many; may raise to stop."""


def export_workspace(*, workspace: Workspace, reader: User, out: Path, now: datetime, say: Say) -> int:
    """A ZIP of everything that belongs to the workspace and is not sealed from whoever will read it; docs/exports.md
    has its form. The number of rows."""
    tables = tables_of_workspace(workspace, reader)
    told: list[dict[str, Any]] = []
    stored: dict[str, bool] = {}
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for number, table in enumerate(tables):
            say(table.title, number, len(tables))
            with _member(archive, f"rows/{table.name}.json") as file:
                count = _write_rows(file, _noting_files(table, stored), partial(say, table.title, number, len(tables)))
            told.append({"table": table.name, "holds": table.title, "rows": count})
        for name in stored:
            stored[name] = _store(archive, name)
        about = {
            **_about("workspace", now),
            "workspace": {"code": workspace.code, "name": workspace.name},
            "tables": told,
            "files": sorted(name for name, is_there in stored.items() if is_there),
            "missing_files": sorted(name for name, is_there in stored.items() if not is_there),
        }
        with _member(archive, "about.json") as file:
            file.write(_as_json(about, indent=1))
    return sum(each["rows"] for each in told)


def export_person(*, user: User, out: Path, now: datetime, say: Say) -> int:
    """One JSON file of what is kept about a person. The number of rows."""
    tables = tables_of_person(user)
    rows = 0
    with out.open("wb") as file:
        head = _as_json({**_about("person", now), "person": {"name": user.name, "mail": user.email}}, indent=1)
        file.write(head[: head.rindex(b"\n}")] + b',\n "tables": {')  # the object goes on
        for number, table in enumerate(tables):
            say(table.title, number, len(tables))
            file.write((b"," if number else b"") + f'\n  "{table.name}": '.encode())
            rows += _write_rows(file, read_rows(table), partial(say, table.title, number, len(tables)))
        file.write(b"\n }\n}\n")
    return rows


def _about(kind: str, now: datetime) -> dict[str, Any]:
    return {
        "export": kind,
        "format": FORMAT,
        "rungs": settings.VERSION,
        "exported_at": now.isoformat(timespec="seconds"),
        "left_out": LEFT_OUT,
    }


def _write_rows(file: IO[bytes], rows: Iterator[Row], say: Callable[[], None]) -> int:
    """A JSON array with a row on each line."""
    count = 0
    file.write(b"[")
    for row in rows:
        file.write((b",\n" if count else b"\n") + _as_json(row))
        count += 1
        if count % ROWS_BETWEEN_WORDS == 0:
            say()
    file.write(b"\n]" if count else b"]")
    return count


def _noting_files(table: Table, stored: dict[str, bool]) -> Iterator[Row]:
    fields = file_fields_of(table.model)
    for row in read_rows(table):
        stored.update({row[field]: False for field in fields if row[field]})
        yield row


def _store(archive: ZipFile, name: str) -> bool:
    """False for a file that a row names and that is not there: the export says so instead of failing."""
    try:
        with default_storage.open(name) as source, _member(archive, f"files/{name}") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
    except FileNotFoundError:
        return False
    return True


@contextmanager
def _member(archive: ZipFile, name: str) -> Iterator[IO[bytes]]:
    with archive.open(name, "w", force_zip64=True) as file:
        yield file


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        """Bytes come as such from one database and as a view of them from the other."""
        return base64.b64encode(o).decode() if isinstance(o, bytes | memoryview) else super().default(o)


def _as_json(value: Any, *, indent: int | None = None) -> bytes:
    return json.dumps(value, cls=_Encoder, ensure_ascii=False, indent=indent).encode()
