from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

from config.databases import database_settings

PRAGMAS = {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 20_000}


def test_default_is_a_sqlite_file_in_the_data_folder(tmp_path: Path) -> None:
    settings = database_settings("", tmp_path)
    assert settings["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["NAME"] == tmp_path / "rungs.sqlite3"


@pytest.mark.django_db
def test_sqlite_connection_is_set_up_for_several_writers(tmp_path: Path) -> None:
    connection = ConnectionHandler({"default": database_settings("", tmp_path)})["default"]
    with closing(connection):
        connection.connect()
        pragmas = {name: connection.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    assert pragmas == PRAGMAS
    assert connection.transaction_mode == "IMMEDIATE"  # type: ignore[attr-defined]


def test_postgresql_address_is_taken_apart() -> None:
    settings = database_settings("postgresql://ada:p%40ss@db.example:6432/rungs?sslmode=require", Path())
    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "rungs",
        "USER": "ada",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"connect_timeout": "5", "sslmode": "require"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def test_postgresql_address_may_be_a_socket() -> None:
    settings = database_settings("postgres:///rungs?host=/run/postgresql", Path())
    assert (settings["NAME"], settings["HOST"], settings["PORT"]) == ("rungs", "/run/postgresql", "")


@pytest.mark.parametrize("url", ["mysql://somewhere/rungs", "rungs.sqlite3", "postgresql://db/rungs?no=such"])
def test_address_that_cannot_be_used_is_refused_in_words(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database_settings(url, Path())
