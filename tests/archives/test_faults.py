"""Archives that are damaged, or were made to do harm: each is refused with a sentence, and nothing comes of it."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archives.domain.manifest import ArchiveError, DamagedArchiveError, Manifest, read_manifest
from archives.files.packing import describe_file, pack
from archives.files.unpacking import unpack

CONTENT = {"database": b"rows " * 200, "files/logos/a.png": bytes(range(256)), "files/jobs/" + "long" * 40: b""}


def manifest_of(content: dict[str, bytes]) -> dict[str, Any]:
    members = {name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in content.items()}
    about = {"format": 1, "version": "0.2.0", "created_at": "2026-11-01T00:00:00+00:00", "vendor": "sqlite"}
    return {**about, "server": 0, "migrations": ["accounts.0001_user"], "members": members}


def plain(name: str, data: bytes, **fields: Any) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, data


def packed(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as zipped, tarfile.open(fileobj=zipped, mode="w") as tar:
        for info, data in members:
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def archive_of(manifest: Any, content: dict[str, bytes]) -> bytes:
    head = plain("manifest.json", manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode())
    return packed(head, *(plain(name, data) for name, data in content.items()))


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[bytes], str]:
    """The sentence with which an archive is refused. Nothing may be outside of the folder it is unpacked into."""

    def refuse(content: bytes) -> str:
        archive = tmp_path / "archive.tar.gz"
        archive.write_bytes(content)
        folder = tmp_path / "folder"
        folder.mkdir()
        with pytest.raises(ArchiveError) as caught:
            unpack(archive, folder)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.tar.gz", "folder"]
        assert not [path for path in folder.rglob("*") if path.is_symlink()]
        return str(caught.value)

    return refuse


def test_sound_archive_is_unpacked_whole(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name, data in CONTENT.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(data)
    members = {name: describe_file(source / name) for name in CONTENT}
    manifest = Manifest("0.2.0", "2026-11-01T00:00:00+00:00", "sqlite", 0, ("accounts.0001_user",), members)
    pack(manifest=manifest, folder=source, out=tmp_path / "out", replace=False)
    folder = tmp_path / "folder"
    folder.mkdir()
    assert unpack(tmp_path / "out", folder) == manifest == read_manifest(manifest.as_json())
    assert {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()} == CONTENT
    assert unpack_bytes(tmp_path, archive_of(manifest_of(CONTENT), CONTENT)) == CONTENT


def unpack_bytes(tmp_path: Path, content: bytes) -> dict[str, bytes]:
    number = len(list(tmp_path.iterdir()))
    archive, folder = tmp_path / f"archive-{number}", tmp_path / f"folder-{number}"
    archive.write_bytes(content)
    folder.mkdir()
    unpack(archive, folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_damaged_byte_is_noticed_or_harmless(tmp_path: Path) -> None:
    """Gzip's own head holds a moment and a system, which change nothing."""
    whole = archive_of(manifest_of(CONTENT), CONTENT)
    noticed = 0
    for place in range(len(whole)):
        damaged = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        try:
            assert unpack_bytes(tmp_path, damaged) == CONTENT, place
        except DamagedArchiveError:
            noticed += 1
    assert noticed >= len(whole) - 10


def test_every_cut_is_noticed(tmp_path: Path) -> None:
    whole = archive_of(manifest_of(CONTENT), CONTENT)
    for length in range(0, len(whole), 7):
        with pytest.raises(DamagedArchiveError):
            unpack_bytes(tmp_path, whole[:length])


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "files/../../outside",
        "files/..",
        "files/./a",
        "files//a",
        "files/",
        "other/a",
        "..",
        "files/C:\\a",
        "files/a\0b",
        "files\\..\\a",
    ],
)
def test_name_that_leads_elsewhere_is_refused(refused: Callable[[bytes], str], name: str) -> None:
    content = {"database": b"rows", name: b"harm"}
    assert "leads elsewhere" in refused(archive_of(manifest_of(content), {"database": b"rows"}))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_links_and_devices_are_refused(refused: Callable[[bytes], str], kind: bytes) -> None:
    content = {"database": b"rows", "files/a": b""}
    head = plain("manifest.json", json.dumps(manifest_of(content)).encode())
    link = plain("files/a", b"", type=kind, linkname="../../../outside")
    assert "something else than a file" in refused(packed(head, plain("database", b"rows"), link))


def test_file_below_a_file_is_refused(refused: Callable[[bytes], str]) -> None:
    content = {"database": b"rows", "files/a": b"a", "files/a/b": b"b"}
    assert "two things in one place" in refused(archive_of(manifest_of(content), content))


def test_more_than_announced_is_refused(refused: Callable[[bytes], str]) -> None:
    assert "more than its manifest says" in refused(
        archive_of(manifest_of({"database": b"x"}), CONTENT | {"database": b"x"})
    )


def test_less_than_announced_is_refused(refused: Callable[[bytes], str]) -> None:
    assert "files/logos/a.png is missing" in refused(
        archive_of(manifest_of(CONTENT), {"database": CONTENT["database"]})
    )


def test_other_content_than_announced_is_refused(refused: Callable[[bytes], str]) -> None:
    other = CONTENT | {"files/logos/a.png": bytes(256)}
    assert "files/logos/a.png is not what was stored" in refused(archive_of(manifest_of(CONTENT), other))


def test_bomb_behind_the_last_member_is_not_inflated(refused: Callable[[bytes], str]) -> None:
    """A gigabyte of zeros is a megabyte of gzip."""
    bomb = gzip.compress(bytes(200_000_000), compresslevel=9)
    assert "more than its manifest says" in refused(archive_of(manifest_of(CONTENT), CONTENT) + bomb)


def test_manifest_that_is_a_bomb_is_not_read(refused: Callable[[bytes], str]) -> None:
    assert "does not start with a manifest" in refused(packed(plain("manifest.json", bytes(70_000_000))))


def test_header_that_is_a_bomb_is_not_read(refused: Callable[[bytes], str]) -> None:
    """A long name has a header of its own, and tarfile reads it into memory as long as it says it is."""
    head = plain("././@LongLink", b"a" * 30_000_000, type=tarfile.GNUTYPE_LONGNAME)
    assert "no sensible size" in refused(packed(head, plain("manifest.json", b"{}")))


def test_size_that_no_disk_has_is_refused(refused: Callable[[bytes], str]) -> None:
    manifest = manifest_of(CONTENT)
    manifest["members"]["database"]["size"] = 10**18
    assert "The archive needs 1,000,000,000,000,000," in refused(archive_of(manifest, CONTENT))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"format": 2}, "a later version has written it"),
        ({"vendor": "oracle"}, "no database that Rungs knows"),
        ({"members": {}}, "no database that Rungs knows"),
        ({"members": []}, "cannot be read"),
        ({"members": {"database": {"size": -1, "sha256": ""}}}, "cannot be read"),
        ({"members": {"database": {"size": True, "sha256": ""}}}, "cannot be read"),
        ({"members": {"database": {"size": 4}}}, "cannot be read"),
        ({"server": None}, "cannot be read"),
        ({"migrations": 7}, "cannot be read"),
    ],
)
def test_manifest_without_sense_is_refused(
    refused: Callable[[bytes], str], change: dict[str, Any], sentence: str
) -> None:
    assert sentence in refused(archive_of(manifest_of(CONTENT) | change, CONTENT))


@pytest.mark.parametrize("manifest", [b"", b"[]", b"null", b"{", b"[" * 100_000, b"\xff"])
def test_manifest_that_is_no_json_object_is_refused(refused: Callable[[bytes], str], manifest: bytes) -> None:
    assert "manifest cannot be read" in refused(archive_of(manifest, CONTENT))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"plain text", gzip.compress(b""), gzip.compress(b"text" * 500)]
)
def test_what_is_no_archive_is_refused(refused: Callable[[bytes], str], content: bytes) -> None:
    assert refused(content)


def test_missing_archive_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no file"):
        unpack(tmp_path / "none", tmp_path)
    with pytest.raises(ArchiveError, match="cannot be read: Is a directory"):
        unpack(tmp_path, tmp_path)
