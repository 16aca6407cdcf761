"""What other apps do when somebody joins a workspace: each says it in its `joining.py`, in the same transaction.

def on_join(membership: Membership) -> None: …
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from accounts.models import Membership


def tell_of_newcomer(membership: Membership) -> None:
    for act in _acts():
        act(membership)


@cache
def _acts() -> tuple[Callable[[Membership], None], ...]:
    return tuple(
        import_module(f"{app.name}.joining").on_join
        for app in apps.get_app_configs()
        if app.module is not None and module_has_submodule(app.module, "joining")
    )
