"""The Celery entry, for Celery's own tools: `celery -A config.celery …`. `rungs worker` does not need it."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from jobs.celery_worker import app  # noqa: E402

__all__ = ["app"]
