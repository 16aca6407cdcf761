"""The settings of the test run: the real ones, but for what would only make tests slow.

tests/databases.py has put the run's database into DATABASE_URL before this is read.
"""

import os
from pathlib import Path
from tempfile import gettempdir

from config.settings import *  # noqa: F403

SECRET_KEY = "only-for-tests"
# Argon2 is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files come from where they lie, under their own names: nothing is collected.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_AUTOREFRESH = True

# In a file, as outside of tests: one in memory is a single connection, which the threads of a live server would share.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    TEST_DATABASE = Path(gettempdir()) / f"rungs-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_DATABASE)}  # noqa: F405
