"""The settings of the test run: the real ones, but for what would only make tests slow.

tests/databases.py has put the run's database into DATABASE_URL before this is read.
"""

from config.settings import *  # noqa: F403

SECRET_KEY = "only-for-tests"
# Argon2 is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files come from where they lie, under their own names: nothing is collected.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
