"""RUNGS_STORAGE_URL: what it means, and what is said of one that cannot be used."""

from importlib.machinery import ModuleSpec

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import storage
from config.storage import file_storage


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the packages of the extra were there: of the settings alone nothing needs them."""
    monkeypatch.setattr(storage, "find_spec", lambda name: ModuleSpec(name, None))


def test_files_are_on_the_disk_unless_it_is_said() -> None:
    assert file_storage("") == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("s3://proofs", {"bucket_name": "proofs", "location": "", "addressing_style": "auto"}),
        ("s3://proofs/rungs/files/", {"bucket_name": "proofs", "location": "rungs/files"}),
        (
            "s3://proofs/rungs?endpoint=https://minio.example:9000&region=eu-central-1",
            {"endpoint_url": "https://minio.example:9000", "region_name": "eu-central-1", "addressing_style": "path"},
        ),
    ],
)
def test_bucket_folder_endpoint_and_region_are_read(url: str, expected: dict[str, str]) -> None:
    entry = file_storage(url)
    assert entry["BACKEND"] == "storages.backends.s3.S3Storage"
    assert expected.items() <= entry["OPTIONS"].items()
    assert entry["OPTIONS"]["file_overwrite"] is False
    assert "default_acl" not in entry["OPTIONS"]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://proofs.example", "write it like s3://bucket/folder"),
        ("s3:///files", "write it like s3://bucket/folder"),
        ("s3://proofs?regoin=eu", "write it like s3://bucket/folder"),
        ("s3://key:secret@proofs/files", "write it like s3://bucket/folder"),
        ("s3://key@proofs/files", "set AWS_ACCESS_KEY_ID"),
    ],
)
def test_address_that_cannot_be_used_is_refused_without_repeating_it(url: str, said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        file_storage(url)
    assert "secret" not in str(refused.value)


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "find_spec", lambda name: None if name == "storages" else ModuleSpec(name, None))
    with pytest.raises(ImproperlyConfigured, match=r"not installed \(storages\): those of the extra “s3”"):
        file_storage("s3://proofs")
