"""Files that a command writes: refused early, put in place together, nothing left lying about."""

from __future__ import annotations

import os
import resource
import signal
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.output import CannotWriteError, check_files, write_files

NAMES = ("a.json", "b.xlsx")


def link(at: Path, to: Path) -> None:
    at.symlink_to(to)


@pytest.mark.parametrize(
    ("folder", "make", "reason"),
    [
        ("file", lambda path: path.write_text("x"), "file: Not a directory."),
        ("file/below", lambda path: path.parent.write_text("x"), "file/below: Not a directory."),
        ("link", lambda path: link(path, path.parent / "nowhere"), "link: No such file or directory."),
        ("link/below", lambda path: link(path.parent, path.parent.parent / "none"), "No such file or directory."),
        ("loop", lambda path: link(path, path), "loop: Too many levels of symbolic links."),
        ("x" * 300, lambda path: None, "xxx: File name too long."),
        ("full", lambda path: (path / "b.xlsx").mkdir(parents=True), "full/b.xlsx: Is a directory."),
        ("/dev/null", lambda path: None, "/dev/null: Not a directory."),
        ("/proc/new", lambda path: None, "/proc/new: No such file or directory."),
    ],
)
def test_folder_that_takes_no_files_is_refused_first(
    folder: str, make: Callable[[Path], object], reason: str, tmp_path: Path
) -> None:
    path = tmp_path / folder
    make(path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CannotWriteError) as caught:
        check_files(path, NAMES)
    assert str(caught.value).endswith(reason)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o011)
    os.seteuid(65534)
    try:
        with pytest.raises(CannotWriteError, match=r": Permission denied\.$"):
            check_files(tmp_path / "new", NAMES)
        with pytest.raises(CannotWriteError, match=r": Permission denied\.$"):
            write_files(tmp_path, {"a.json": b"{}"})
    finally:
        os.seteuid(0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["there", "there/new/below", "linked", "."])
def test_folder_that_takes_files_is_left_as_it_is(folder: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "there")
    check_files(tmp_path / folder, NAMES)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["linked", "there"]


def test_files_are_written_with_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        written = write_files(tmp_path / "new" / "below", {"a": b"1", "b": b"2"})
    finally:
        os.umask(before)
    assert [(path.name, path.read_bytes()) for path in written] == [("a", b"1"), ("b", b"2")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o640}
    assert sorted(written[0].parent.iterdir()) == list(written)


def test_link_at_a_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").symlink_to(precious)
    (target,) = write_files(tmp_path / "out", {"a": b"1"})
    assert (precious.read_text(), target.is_symlink(), target.read_bytes()) == ("precious", False, b"1")


def test_nothing_is_left_where_the_disk_is_full(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk; the old files stay and so does their content."""
    write_files(tmp_path, {"a": b"old", "b": b"old"})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(CannotWriteError, match=r"b: File too large\.$"):
            write_files(tmp_path, {"a": b"new", "b": b"x" * 2000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "b": b"old"}


def test_files_of_one_run_lie_side_by_side(tmp_path: Path) -> None:
    names = [f"{number}.txt" for number in range(8)]

    def run(number: int) -> None:
        for _ in range(20):
            write_files(tmp_path, dict.fromkeys(names, b"%d" % number * 5000))

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(run, number) for number in range(8)]:
            done.result()
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_stop_between_two_files_comes_too_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.replace

    def rename_and_stop(path: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", rename_and_stop)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the run is in the background
    try:
        write_files(tmp_path, {"a": b"1", "b": b"2"})
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
