"""What is read of a file that may be no ordinary one."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from core.source import BadInputError
from core.source.limits import Limits, read_file

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs named pipes")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_pipe_that_nobody_writes_into_is_empty(pipe: Path) -> None:
    assert read_file(pipe) == b""


def test_pipe_is_read_to_its_end() -> None:
    """As a shell hands over `<(…)`: the other end is open, but what comes out of it comes later."""
    reading, writing = os.pipe()

    def write() -> None:
        sleep(0.05)
        with os.fdopen(writing, "wb") as end:
            end.write(b"x" * 200_000)

    writer = Thread(target=write)
    writer.start()
    assert read_file(Path(f"/dev/fd/{reading}")) == b"x" * 200_000
    writer.join()
    os.close(reading)


def test_endless_file_is_read_to_the_limit() -> None:
    assert len(read_file(Path("/dev/zero"), Limits(size=1_000))) == 1_001


@pytest.mark.parametrize(("name", "reason"), [(".", "Is a directory."), ("none", "No such file or directory.")])
def test_what_cannot_be_read_is_told(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=reason):
        read_file(tmp_path / name)
