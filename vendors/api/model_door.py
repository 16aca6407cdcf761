"""Endpoints of a version of the model."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from vendors.api.door import EvaluationViewSet
from vendors.domain.stages import VersionState
from vendors.models import ModelVersion
from vendors.operations.criteria import NotEditableError, NotRestorablePartError, PartGoneError
from vendors.operations.weights import NameTakenError, TooManyScenariosError, WeightingGoneError
from vendors.queries.mending import fault_in_words, obstacle_in_words
from vendors.queries.readiness import readiness_of
from vendors.queries.shown_versions import shown_change
from vendors.queries.versions import version_and_before

LOCKED = {
    NotEditableError: _("This version is locked or waits for a second person, so nothing of it can be changed."),
    PartGoneError: _("Somebody else removed this meanwhile. Take it back first, or add it anew."),
    NotRestorablePartError: _("Its group was removed, too, or it is back already. Take the group back first."),
    WeightingGoneError: _("Somebody else deleted this scenario meanwhile. Take it back first."),
    NameTakenError: _("There is a scenario of this name already."),
    TooManyScenariosError: _("There are as many scenarios as can be read beside each other."),
}


class VersionViewSet(EvaluationViewSet):
    """For addresses that hold `number`. What changes a version names the revision of the version, whatever its part."""

    tag = "EvaluationModels"
    refuses = LOCKED
    version: ModelVersion
    before: ModelVersion | None

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        if "number" in place:
            self.read_version()

    def read_version(self) -> None:
        """As it is now, with all its rows and the version before it."""
        self.version, self.before = version_and_before(self.evaluation, self.kwargs["number"])

    def show_version(self) -> Response:
        self.read_version()
        may_write = self.seated.may_moderate and self.version.state == VersionState.DRAFT
        return self.show(
            self.version,
            to_mend=_to_mend(self.version) if may_write else (),
            changes=_changes(self.version, self.before),
        )


def _to_mend(version: ModelVersion) -> list[str]:
    readiness = readiness_of(version)
    faults = [fault_in_words(version, each) for each in readiness.faults]
    return [*faults, *(obstacle_in_words(version, each) for each in readiness.unweighed)]


def _changes(version: ModelVersion, before: ModelVersion | None) -> Any:
    """None for the first version, and as long as one of the two cannot be weighed."""
    if before is None:
        return None
    both = [readiness_of(each) for each in (before, version)]
    return shown_change(*both).differences if all(each.is_ready for each in both) else None
