import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core.schema import (
    NewerDatabaseError,
    applied_migrations,
    bring_up_to_date,
    is_up_to_date,
    known_migrations,
    unknown_migrations,
)

pytestmark = pytest.mark.django_db


def test_migrated_database_is_up_to_date() -> None:
    assert ("accounts", "0001_user") in known_migrations()
    assert is_up_to_date()
    assert unknown_migrations(applied_migrations()) == set()
    bring_up_to_date()


def test_database_that_lacks_a_migration_is_not_up_to_date() -> None:
    MigrationRecorder(connection).record_unapplied("accounts", "0001_user")
    assert not is_up_to_date()


def test_database_with_migrations_of_a_later_version_is_refused_with_their_names() -> None:
    for number in range(5):
        MigrationRecorder(connection).record_applied("accounts", f"090{number}_later")
    assert not is_up_to_date()
    with pytest.raises(NewerDatabaseError, match=r"accounts\.0900_later, .*0902_later and 2 more"):
        bring_up_to_date()
