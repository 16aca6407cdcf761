"""The databases that Rungs runs on, for who archives them."""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast


class Vendor(Protocol):
    def server_version(self) -> int: ...

    def dump_database(self, to: Path) -> None: ...

    def check_dump(self, dump: Path, *, server: int) -> None: ...

    def load_dump(self, dump: Path, *, scratch: Path) -> None: ...


def vendor_named(name: str) -> Vendor:
    """`sqlite` or `postgresql`, as Django calls them. Loaded when asked for: each needs its own client library."""
    return cast(Vendor, import_module(f"archives.operations.{name}"))
