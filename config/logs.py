"""Logs on the standard error, a line each: for people, or as JSON for machines.

What is written down never holds a secret. Addresses can be one (an invitation, a password reset), so lines have the
pattern of an address instead; tracebacks have no values of variables.
"""

import logging
from copy import copy
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


class WithoutAddresses(logging.Filter):
    """Django hands the request to its own lines, and puts the address into their text."""

    def filter(self, record: logging.LogRecord) -> logging.LogRecord:
        request = getattr(record, "request", None)
        if request is None:
            return record
        record = copy(record)
        del record.__dict__["request"]
        if path := getattr(request, "path", ""):
            shown = path.encode("unicode_escape").decode()  # as Django escapes what it logs
            # Whatever else stands in the line, the address as a whole is not in it.
            record.args = tuple("(address)" if arg in (path, shown) else arg for arg in record.args or ())
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None  # bad requests are many, and the sentence says what is wrong with them
        return record


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING; whatever is bound to structlog's context (the request's id) is in every line."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    written: list[Any] = (
        [
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(),
        ]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without addresses": {"()": WithoutAddresses}},
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *written],
            }
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["without addresses"]}
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        # Only the root's handler writes: Django would add its own, and mail whoever is in ADMINS. Every request has
        # its line from core.middleware, so Django's are only needed for what went wrong on our side.
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            "celery": {"level": "WARNING"},  # of each job it would say what the jobs say themselves
        },
    }
