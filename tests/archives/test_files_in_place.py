from pathlib import Path

import pytest

from archives.operations.restore import _files_in_place


def test_files_go_back_when_the_database_fails(tmp_path: Path) -> None:
    staged, media = tmp_path / "staged", tmp_path / "media"
    (staged / "logos").mkdir(parents=True)
    (staged / "logos" / "a.png").write_bytes(b"a")
    (staged / "b.png").write_bytes(b"b")
    (media / "logos").mkdir(parents=True)
    with pytest.raises(ZeroDivisionError), _files_in_place(staged, media):
        _fail_once_all_are_there(media)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def _fail_once_all_are_there(media: Path) -> None:
    assert (media / "logos" / "a.png").read_bytes() == b"a"
    assert (media / "b.png").read_bytes() == b"b"
    raise ZeroDivisionError
