"""How Django REST framework and the contract are set up."""

from typing import Any

FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.api.throttling.PerMinute"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.rest.reading.StrictJSONParser", "core.rest.reading.FormParser"],
    "DEFAULT_PAGINATION_CLASS": "core.rest.paging.Pages",
    "DEFAULT_FILTER_BACKENDS": ["core.rest.filters.Filters"],
    "DEFAULT_SCHEMA_CLASS": "core.rest.schema.Contract",
    "EXCEPTION_HANDLER": "core.rest.problems.answer_problem",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}

CONTRACT: dict[str, Any] = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Rungs",
    "DESCRIPTION": "Whatever a page of Rungs can do, this can; docs/api.md says how to begin.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": False,
    "SORT_OPERATIONS": True,
    "POSTPROCESSING_HOOKS": ["core.rest.schema.add_shared"],
    "DISABLE_ERRORS_AND_WARNINGS": False,
}
