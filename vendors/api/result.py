"""The result of an evaluation: who leads, how sure that is, what would change it, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.problems import MALFORMED, Problem
from vendors.api.door import EvaluationViewSet
from vendors.api.result_serializers import OutcomeSerializer, SincePreviousSerializer
from vendors.api.shown_result import shown_change, shown_outcome
from vendors.forms.trying import NAMED, tried_of
from vendors.queries.changes import change_of
from vendors.queries.result import result_of


def _asked(name: str, says: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, description=says)


TRYING = {
    "weights": _asked("weights", "Other weights to try, as F-1:30,F-2:20; what is not named keeps its own."),
    "criterion": _asked("criterion", "The criterion whose weight alone is tried, with `to`."),
    "group": _asked("group", "The group whose weight alone is tried, with `to`."),
    "to": _asked("to", "The weight of that criterion or group in per cent; the others keep their proportions."),
}


class OutcomeViewSet(EvaluationViewSet):
    noun = "Outcome"
    serializer_class = OutcomeSerializer
    answers = {"change": SincePreviousSerializer}
    parameters = {"retrieve": TRYING}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read the result, as far as it is not sealed for you. Weights in the address are tried, and stored nowhere."""
        result = result_of(self.evaluation, self.seated.seat)
        self.unseal(seen=result is not None)
        assert result is not None
        query = request.query_params
        asked = {name: query[name] for name in ("criterion", "group", "to") if name in query}
        asked |= dict(_weights(query.get("weights", ""), set(result.outcome.weights)))
        if asked and "to" not in asked and not asked.keys().isdisjoint({"criterion", "group"}):
            raise Problem(MALFORMED, _("Say by `to` which weight it is to have."))
        tried = tried_of(result.outcome, asked)
        if tried.fault:
            raise Problem(MALFORMED, tried.fault)
        return self.show(shown_outcome(result, tried))

    def change(self, request: Request, **place: Any) -> Response:
        """Read what became of each vendor since the evaluation that this one evaluates again."""
        found = change_of(self.evaluation, self.seated.seat)
        self.unseal(seen=found is not None)
        assert found is not None
        return self.show(shown_change(found))


def _weights(text: str, known: set[str]) -> Iterator[tuple[str, str]]:
    """As the fields of the page would be named. Raises a Problem for a criterion that is not weighed."""
    for each in filter(None, text.split(",")):
        key, _colon, weight = each.rpartition(":")
        if key not in known:
            raise Problem(MALFORMED, _("“%(key)s” is no criterion that is weighed here.") % {"key": key[:40]})
        yield NAMED + key, weight
