"""No field whose name sounds like a secret gets into exports without somebody having decided so."""

from django.apps import apps
from django.db.models import Field

from archives.domain.secrets import LEFT_OUT, NOT_SECRET, SOUNDS_SECRET
from archives.queries.belongings import leads_to_workspace_only_by_chance

# Rows that no export holds, because what leads from them to a workspace may be empty: the reason.
OF_NO_WORKSPACE = {"jobs.scheduleentry": "of Rungs itself; it names its last job, which belongs to no workspace"}


def all_fields() -> dict[str, "Field"]:  # type: ignore[type-arg]
    return {
        f"{model._meta.label_lower}.{field.name}": field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }


def test_field_that_sounds_secret_is_declared() -> None:
    sounding = {name for name in all_fields() if SOUNDS_SECRET.search(name.rpartition(".")[2])}
    assert sounding - set(LEFT_OUT) - set(NOT_SECRET) == set()
    assert "accounts.user.password" in sounding


def test_declared_fields_exist_and_have_a_reason() -> None:
    declared = {**LEFT_OUT, **NOT_SECRET}
    assert set(declared) - set(all_fields()) == set()
    assert all(declared.values())
    assert not set(LEFT_OUT) & set(NOT_SECRET)


def test_model_that_might_belong_to_a_workspace_is_decided_about() -> None:
    found = {model._meta.label_lower for model in apps.get_models() if leads_to_workspace_only_by_chance(model)}
    assert found == set(OF_NO_WORKSPACE)
