"""Files on their way into and out of an archive, on the disk and in another storage."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

from archives.domain.manifest import ArchiveError
from archives.operations.backup import gather
from archives.operations.restore import files_in_place
from core.storage import delete_folder, local_folder, stored_names

IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture(params=["on the disk", "elsewhere"])
def storage(request: pytest.FixtureRequest, settings: Settings, media: Path) -> str:
    if request.param == "elsewhere":
        settings.STORAGES = {**settings.STORAGES, "default": IN_MEMORY}
    assert (local_folder() is None) == (request.param == "elsewhere")
    return str(request.param)


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    staged = tmp_path / "staged"
    (staged / "logos").mkdir(parents=True)
    (staged / "logos" / "a.png").write_bytes(b"a")
    (staged / "b.png").write_bytes(b"b")
    return staged


def there() -> dict[str, bytes]:
    found = {}
    for name in stored_names():
        with default_storage.open(name) as file:
            found[name] = file.read()
    return found


BOTH = {"logos/a.png": b"a", "b.png": b"b"}


def test_files_come_into_place_and_out_again(storage: str, staged: Path, tmp_path: Path) -> None:
    with files_in_place(staged):
        pass
    assert there() == BOTH
    (tmp_path / "out" / "logos").mkdir(parents=True)
    (tmp_path / "out" / "logos" / "a.png").write_bytes(b"of the first round")
    gather(tmp_path / "out")
    out = {str(path.relative_to(tmp_path / "out")): path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}
    assert out == {**BOTH, "logos/a.png": b"of the first round"}
    assert delete_folder("logos") == 1
    assert list(stored_names()) == ["b.png"]
    assert list(stored_names("logos")) == []


def test_files_go_back_when_the_database_fails(storage: str, staged: Path) -> None:
    with pytest.raises(ZeroDivisionError), files_in_place(staged):
        _fail_once_all_are_there()
    assert there() == {}


def test_file_of_somebody_else_stays(settings: Settings, staged: Path) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": IN_MEMORY}
    default_storage.save("logos/a.png", ContentFile(b"theirs"))
    with pytest.raises(ArchiveError, match="it is not empty"), files_in_place(staged):
        raise AssertionError("The database was restored.")
    assert there() == {"logos/a.png": b"theirs"}


def _fail_once_all_are_there() -> None:
    assert there() == BOTH
    raise ZeroDivisionError
