"""What is still sealed in an app that keeps secrets between its people. Such an app says so in its `sealed.py`:

def sealed_from(user: User) -> dict[str, Q]:
    return {"vendors.score": Q(…)}  # by the label of a model, the rows that this person's exports leave out
"""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.db.models import Q
from django.utils.module_loading import module_has_submodule

from accounts.models import User


def sealed_from(user: User) -> dict[str, Q]:
    """By the label of the model, what all apps keep from the person together."""
    found: dict[str, Q] = {}
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "sealed"):
            for label, rows in import_module(f"{app.name}.sealed").sealed_from(user).items():
                found[label] = found[label] | rows if label in found else rows
    return found
