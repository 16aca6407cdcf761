from pathlib import Path

import pytest

from core.locks import LockHeldError, file_lock


def test_lock_is_held_by_one(tmp_path: Path) -> None:
    with file_lock(tmp_path / "lock"), pytest.raises(LockHeldError), file_lock(tmp_path / "lock", wait=False):
        pytest.fail("two held it")
    with file_lock(tmp_path / "lock", wait=False):
        pass


def test_shared_lock_is_held_by_many_and_keeps_out_who_wants_it_alone(tmp_path: Path) -> None:
    lock = tmp_path / "new folder" / "lock"
    with (
        file_lock(lock, shared=True),
        file_lock(lock, shared=True, wait=False),
        pytest.raises(LockHeldError),
        file_lock(lock, wait=False),
    ):
        pytest.fail("it was not kept out")
