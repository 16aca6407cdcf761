"""What belongs to a workspace or names a person, found in the models themselves: a new app is in exports by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, FileField, ForeignKey, Model, Q, QuerySet

from accounts.models import User, Workspace
from archives.domain.secrets import LEFT_OUT
from archives.queries.sealing import sealed_from

type Row = dict[str, Any]

ADDRESSED_TO_ONE_PERSON = {"accounts.notice"}
"""Of a workspace, but a letter to somebody: in that person's own export."""


@dataclass(frozen=True)
class Table:
    """The rows of one model that belong to the export, but for those that are still sealed."""

    model: type[Model]
    which: Q
    sealed: Q | None = None

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def rows(self) -> QuerySet[Any]:
        found = self.model._base_manager.filter(self.which)
        return (found.exclude(self.sealed) if self.sealed else found).order_by("pk")


def tables_of_workspace(workspace: Workspace, reader: User) -> list[Table]:
    """The workspace and every model from which references lead to it, without what is sealed from the reader."""
    sealed = sealed_from(reader)
    found = [Table(Workspace, Q(pk=workspace.pk))]
    for model in _models():
        path = path_to_workspace(model)
        if path and model._meta.label_lower not in ADDRESSED_TO_ONE_PERSON:
            found.append(Table(model, Q((path, workspace.pk)), sealed.get(model._meta.label_lower)))
    return found


def tables_of_person(user: User) -> list[Table]:
    """The person, and every row that names them; of a workspace only while they belong to it."""
    found = [Table(User, Q(pk=user.pk))]
    for model in _models():
        references = [field.name for field in _references(model) if field.related_model is User]
        if not references:
            continue
        names = Q(*((name, user.pk) for name in references), _connector=Q.OR)
        if path := path_to_workspace(model):
            visible = Workspace.objects.visible_to(user).values("pk")
            of_none = Q((f"{path}__isnull", True)) if "__" not in path else Q(pk__in=[])
            names &= Q((f"{path}__in", visible)) | of_none
        found.append(Table(model, names))
    return found


def path_to_workspace(model: type[Model]) -> str:
    """The shortest way along references, as a lookup; empty if there is none.

    A reference that may be empty counts only if it leads to the workspace directly: further away, a row whose
    reference is empty would be lost.
    """
    waiting: list[tuple[type[Model], str]] = [(model, "")]
    seen = {model}
    while waiting:
        at, path = waiting.pop(0)
        for field in sorted(_references(at), key=lambda field: field.null):
            target = field.related_model
            step = f"{path}__{field.name}" if path else field.name
            if target is Workspace and (not path or not field.null):
                return step
            if target not in seen and not field.null and isinstance(target, type):
                seen.add(target)
                waiting.append((target, step))
    return ""


def leads_to_workspace_only_by_chance(model: type[Model]) -> bool:
    """References lead there, but only over ones that may be empty: such rows are in no export."""
    if path_to_workspace(model):
        return False
    waiting, seen = [model], {model}
    while waiting:
        targets = {field.related_model for field in _references(waiting.pop())}
        if Workspace in targets:
            return True
        waiting.extend(target for target in targets - seen if isinstance(target, type))
        seen |= {target for target in targets if isinstance(target, type)}
    return False


def _models() -> Iterator[type[Model]]:
    yield from (
        model
        for model in apps.get_models(include_auto_created=True)
        if model not in {User, Workspace} and _is_kept(model)
    )


def _is_kept(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _references(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def fields_of(model: type[Model]) -> list[Field[Any, Any]]:
    """Without what exports leave out."""
    label = model._meta.label_lower
    return [field for field in model._meta.concrete_fields if f"{label}.{field.name}" not in LEFT_OUT]


def read_rows(table: Table) -> Iterator[Row]:
    """One after the other, never all at once. A person is a name and a mail address, another object its public code."""
    fields = fields_of(table.model)
    columns = {field.name: _columns(field) for field in fields}
    wanted = [column for names in columns.values() for column in names]
    for values in table.rows().values_list(*wanted).iterator(chunk_size=500):
        found = iter(values)
        yield {name: _value(names, [next(found) for _ in names]) for name, names in columns.items()}


def _columns(field: Field[Any, Any]) -> tuple[str, ...]:
    if not isinstance(field, ForeignKey):
        return (field.name,)
    target = field.related_model
    if target is User:
        return (f"{field.name}__name", f"{field.name}__email")
    if isinstance(target, type) and any(each.name == "code" for each in target._meta.concrete_fields):
        return (f"{field.name}__code",)
    return (field.attname,)


def _value(columns: tuple[str, ...], values: list[Any]) -> Any:
    if len(columns) == 1:
        return values[0]
    name, email = values
    return None if email is None else {"name": name, "mail": email}


def file_fields_of(model: type[Model]) -> list[str]:
    return [field.name for field in fields_of(model) if isinstance(field, FileField)]
