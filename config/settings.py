"""All settings of Rungs, in one file driven by the environment.

RUNGS_DEBUG          1 on a developer's machine only
RUNGS_SECRET_KEY     signs sessions and links; needed wherever pages are served
RUNGS_ALLOWED_HOSTS  the host names that pages are served under, separated by commas
RUNGS_DATA_DIR       where Rungs keeps its files (default: var/ in the tree)
DATABASE_URL         postgresql://… (default: a SQLite file in RUNGS_DATA_DIR)
"""

from os import environ
from pathlib import Path

from config.databases import database_settings

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environ.get("RUNGS_DATA_DIR") or BASE_DIR / "var")

DEBUG = environ.get("RUNGS_DEBUG") == "1"
# Outside of DEBUG there is no default: commands run without a key, and whatever would sign with it refuses.
SECRET_KEY = environ.get("RUNGS_SECRET_KEY") or ("only-for-development" if DEBUG else "")
ALLOWED_HOSTS = [host for host in environ.get("RUNGS_ALLOWED_HOSTS", "").split(",") if host]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "core",
    "accounts",
    "catalog",
    "assessments",
    "reports",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
    },
]

DATABASES = {"default": database_settings(environ.get("DATABASE_URL", ""), DATA_DIR)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATA_DIR.mkdir(parents=True, exist_ok=True)  # SQLite makes its file, but not the folder

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
