"""What an archive says about itself, and whether that can be believed."""

import json
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

FORMAT = 1
DATABASE = "database"
FILES = "files/"
VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class ArchiveError(Exception):
    """A sentence for whoever runs the command: what is wrong, and what to do where that is not plain."""


class DamagedArchiveError(ArchiveError):
    """The archive is not as it was written, or was never one."""


@dataclass(frozen=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`server` is the major version of PostgreSQL, 0 for SQLite. Members are in the order in which they are stored."""

    version: str
    created_at: str
    vendor: str
    server: int
    migrations: tuple[str, ...]
    members: dict[str, Member]

    @property
    def size(self) -> int:
        return sum(member.size for member in self.members.values())

    def as_json(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False).encode()


def read_manifest(content: bytes) -> Manifest:
    """Raises DamagedArchiveError unless every part has the form it should have, names included."""
    try:
        data = json.loads(content)
        if data["format"] != FORMAT:
            raise ArchiveError(
                f"The archive has format {data['format']} and this Rungs reads format {FORMAT}:"
                " a later version has written it."
            )
        members = {_safe_name(name): _member(**member) for name, member in data["members"].items()}
        manifest = Manifest(
            version=str(data["version"]),
            created_at=str(data["created_at"]),
            vendor=str(data["vendor"]),
            server=int(data["server"]),
            migrations=tuple(str(name) for name in data["migrations"]),
            members=members,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedArchiveError("The archive's manifest cannot be read.") from error
    if manifest.vendor not in VENDORS or next(iter(members), "") != DATABASE:
        raise DamagedArchiveError("The archive's manifest names no database that Rungs knows.")
    return manifest


def _member(*, size: Any, sha256: Any) -> Member:
    if type(size) is not int or size < 0 or type(sha256) is not str:
        raise ValueError(size)
    return Member(size, sha256)


def _safe_name(name: str) -> str:
    """The database, or a file whose place is below the folder of files whatever system reads the name."""
    if name == DATABASE:
        return name
    path = PurePosixPath(name)
    is_plain = str(path) == name and not path.is_absolute() and ".." not in path.parts
    if not name.startswith(FILES) or not is_plain or any(mark in name for mark in "\\\0:"):
        raise DamagedArchiveError(f"The archive holds a name that leads elsewhere: {name!r}.")
    return name
