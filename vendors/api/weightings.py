"""How the criteria of a version are weighed: what counts, and scenarios beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm, Several
from core.rest.fields import Text
from core.rest.problems import FieldError, InvalidProblem
from vendors.api.model_door import VersionViewSet
from vendors.api.model_serializers import RemovedPartSerializer
from vendors.api.weighting_serializers import JudgementsBody, WeightingSerializer, shown_weighting
from vendors.choices import MethodChoice
from vendors.forms.weights import Asked, ScenarioForm, WeightsForm
from vendors.models import Weighting
from vendors.operations.weights import add_scenario, delete_scenario, rename_scenario, weigh

LIKE = Several(
    "like",
    lambda **_options: Text(max_length=40, help_text="The code of the weighting with whose weights it begins."),
    lambda _form, code: {"like": code},
)


class WeightingViewSet(VersionViewSet):
    noun = "Weighting"
    serializer_class = WeightingSerializer
    bodies = {
        "create": FromForm(ScenarioForm, several={"like": LIKE}),
        "partial_update": FromForm(ScenarioForm),
        "weigh": JudgementsBody,
    }
    moderated = frozenset({"create", "partial_update", "destroy", "weigh"})
    guarded = frozenset({"partial_update", "weigh"})
    answers = {"destroy": RemovedPartSerializer}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one weighting. Its ETag is the revision of the version."""
        return self.show_weighting(self.get_weighting().code)

    def create(self, request: Request, **place: Any) -> Response:
        """Add a scenario, with the weights of another weighting to begin with."""
        form = self.form(lambda data, files: ScenarioForm(data, version=self.version), seen=self.version.revision)
        made = add_scenario(version=self.version, actor=self.actor, seen=form.seen, **form.values)
        address = reverse("api_weighting", args=self.here(self.version.number, made.code))
        return self.show_weighting(made.code, status=201, location=address)

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Rename a scenario. If-Match names the revision of the version."""
        scenario = self.get_scenario()
        seen = self.seen(self.version)
        form = self.form(lambda data, files: ScenarioForm(data, version=self.version, scenario=scenario), seen=seen)
        rename_scenario(scenario=scenario, actor=self.actor, seen=seen, **form.values)
        return self.show_weighting(scenario.code)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete a scenario. The answer has the code by which it comes back."""
        return self.show(delete_scenario(scenario=self.get_scenario(), actor=self.actor))

    def weigh(self, request: Request, **place: Any) -> Response:
        """Say what matters how much, by a method that is the weighting's from then on.

        What nobody said for this method before begins with what the present one comes to. If-Match names the
        revision of the version.
        """
        weighting, sent = self.get_weighting(), self.sent()
        seen, method = self.seen(self.version), MethodChoice(sent["method"])
        form = self._form(weighting, method, sent, seen)
        weigh(weighting=weighting, actor=self.actor, seen=seen, method=method, **form.values)
        return self.show_weighting(weighting.code)

    def show_weighting(self, code: str, **options: Any) -> Response:
        """As it is now."""
        self.read_version()
        return self.show(shown_weighting(self.version, self.get_weighting(code)), tagged=self.version, **options)

    def get_weighting(self, code: str = "") -> Weighting:
        code = code or self.kwargs["weighting_code"]
        found = next((each for each in self.version.weightings.all() if each.code == code), None)
        if found is None:
            raise Http404
        found.version = self.version
        return found

    def get_scenario(self) -> Weighting:
        """The weighting that counts has no name, and stays."""
        found = self.get_weighting()
        if not found.name:
            raise Http404
        return found

    def _form(self, weighting: Weighting, method: MethodChoice, sent: Mapping[str, Any], seen: int) -> WeightsForm:
        """Valid, with what is sent in place of what it shows first. Raises InvalidProblem."""
        options: dict[str, Any] = {"version": self.version, "weighting": weighting, "method": method}
        first = WeightsForm(**options)
        typed: dict[str, tuple[str, str]] = {}
        for pointer, asked, value in _said(first, sent):
            if asked is None:
                raise InvalidProblem([FieldError(pointer, _("This is not weighed so in this version."))])
            typed[asked] = pointer, value
        data = QueryDict(mutable=True)
        for name, field in first.fields.items():
            shown = field.prepare_value(first.get_initial_for_field(field, name))
            data[name] = typed[name][1] if name in typed else "" if shown is None else str(shown)
        data["revision"] = str(seen)
        form = WeightsForm(data, **options)
        if not form.is_valid():
            raise InvalidProblem(
                [
                    FieldError(typed[name][0] if name in typed else "#", str(each))
                    for name, found in form.errors.items()
                    for each in found
                ]
            )
        return form


def _said(form: WeightsForm, sent: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str]]:
    """Where in the body it is, the field of the form, None if it has none, and what is typed into that."""
    for place, each in enumerate(sent["numbers"]):
        name = Asked(each["group"], each["key"]).name
        value = "" if each["value"] is None else format(each["value"].normalize(), "f")
        yield f"#/numbers/{place}", name if name in form.asked else None, value
    for place, each in enumerate(sent["pairs"]):
        yield f"#/pairs/{place}", *_pair(form, each)
    if "reason" in sent:
        yield "#/reason", "reason" if "reason" in form.fields else None, sent["reason"]


def _pair(form: WeightsForm, each: Mapping[str, Any]) -> tuple[str | None, str]:
    """The form asks for each pair once; the other way round it is the inverse."""
    parent, first, second, times = each["group"], each["first"], each["second"], each["times"] or ""
    if (name := Asked(parent, first, second).name) in form.asked:
        return name, times
    name = Asked(parent, second, first).name
    return (name if name in form.asked else None), str(1 / Fraction(times)) if times else ""
