"""Writes down what tests of the API sent and were told, for the examples of the contract: what tests/examples.py does.

An example that still fits the contract stays as it is, so that what is written changes no oftener than the contract.
"""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.urls import Resolver404, resolve
from drf_spectacular.generators import SchemaGenerator

from core.rest.examples import examples_path, operations_in, shown_by
from core.rest.problems import MEDIA_TYPE
from core.rest.schema import operation_id
from tests.api.examples import Retold, faults, leaves, strict

LONGEST = 3000
"""More than this nobody reads as an example, where there is a shorter one."""

SEEN: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {}
"""The best example so far of each operation and each kind of problem, and how good it is."""


def begin() -> None:
    ask: Any = Client.generic

    def asked(self: Client, method: str, path: str, data: Any = "", *arguments: Any, **options: Any) -> Any:
        answer = ask(self, method, path, data, *arguments, **options)
        if path.startswith(("/api/", "http://testserver/api/")):
            _note(method, path, data, answer)
        return answer

    Client.generic = asked  # type: ignore[method-assign, assignment]


def write() -> list[str]:
    """Returns what fits not, and why."""
    contract = strict(SchemaGenerator().get_schema(request=None, public=True))
    path = examples_path()
    known = json.loads(path.read_text(encoding="utf-8"))
    written, unfit = {}, []
    for name in contract["components"]["responses"]:
        if name in known or name in SEEN:
            written[name] = known.get(name) or SEEN[name][1]
    for operation in operations_in(contract):
        name, wanted = operation["operationId"], shown_by(operation)
        wrong = []
        for example in filter(None, (known.get(name), SEEN[name][1] if name in SEEN else None)):
            found = {part: example.get(part) for part in wanted}
            wrong = [fault for part in found for fault in faults(contract, wanted[part], found[part])]
            if found and not wrong:
                written[name] = found
                break
        if wrong:
            unfit.append(f"{name}: {wrong[0]}")
    path.write_text(json.dumps(dict(sorted(written.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return unfit


def _note(method: str, path: str, data: Any, answer: Any) -> None:
    kind = answer.get("Content-Type", "").partition(";")[0]
    if answer.streaming or "fields=" in path or "Idempotent-Replayed" in answer:
        return
    if kind == MEDIA_TYPE:
        said = answer.json()
        _keep(said["type"].rpartition(":")[2], {"answer": Retold(frozenset()).value(said)}, is_problem=True)
    elif (kind == "application/json" and 200 <= answer.status_code < 300) or answer.status_code == 204:
        found = _endpoint(path)
        if found and method.lower() in found.actions:
            retold = Retold(found.cls.secrets)
            retold.text(path)  # so that the workspace has the same code everywhere
            example = {"request": retold.value(_sent(data, answer), rows=None)}
            if kind:
                example["answer"] = retold.value(answer.json())
            _keep(operation_id(found.cls, found.actions[method.lower()]), example)


def _endpoint(path: str) -> Any:
    try:
        found = resolve(path.partition("?")[0].removeprefix("http://testserver")).func
    except Resolver404:
        return None
    return found if hasattr(found, "actions") else None


def _sent(data: Any, answer: Any) -> Any:
    """The body as the contract describes it: of a form with files their names."""
    request = answer.wsgi_request
    if request.content_type == "multipart/form-data":
        typed = {name: _typed(value) for name, value in request.POST.items()}
        return {**typed, **{name: upload.name for name, upload in request.FILES.items()}}
    return json.loads(data) if data else {}


def _typed(value: str) -> Any:
    """Beside a file everything is text; the contract has it as it is meant."""
    return json.loads(value) if value.isdigit() or value in {"true", "false"} else value


def _keep(name: str, example: dict[str, Any], *, is_problem: bool = False) -> None:
    """What says most without being long; of problems the shortest that names a place."""
    answer = example.get("answer")
    many = len(list(leaves(example)))
    if is_problem:
        worth = (int("errors" in answer or "revision" in answer), -many) if answer else (0, 0)
    else:
        is_short = len(json.dumps(example)) <= LONGEST
        worth = (int(is_short), many if is_short else -many)
    if name not in SEEN or worth > SEEN[name][0]:
        SEEN[name] = (worth, example)
