"""That a run on PostgreSQL is one: chosen too late, the database would quietly be SQLite."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_database_is_the_one_asked_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert connection.vendor == os.environ["RUNGS_TEST_DATABASE"]
