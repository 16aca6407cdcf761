"""The people of an evaluation: who takes part as what, and the conflicts of interest that they declare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from core.rest.problems import FieldError, InvalidProblem
from vendors.api.door import EvaluationViewSet
from vendors.api.people_serializers import (
    ConflictSerializer,
    DeclarationBody,
    InterestSerializer,
    ParticipantDetailSerializer,
    ParticipantSerializer,
)
from vendors.domain.stages import Stage
from vendors.forms.participants import CONFLICT, NO_CONFLICT, DeclarationForm, ParticipantForm
from vendors.models import Participant
from vendors.operations.declarations import declare_interests
from vendors.operations.participants import (
    HandedInError,
    KnowsPricesError,
    ModeratesError,
    TakesPartAlreadyError,
    TooLateError,
    ask_participant,
    remove_participant,
    restore_participant,
)
from vendors.queries.declarations import interests_of
from vendors.queries.participants import (
    conflicts_of,
    declared_by,
    find_participant,
    people_of,
    possible_participants,
)


def _there(error: TakesPartAlreadyError) -> str:
    return _("%(person)s takes part already.") % {"person": error.participant}


class ParticipantViewSet(EvaluationViewSet):
    noun = "Participant"
    serializer_class = ParticipantSerializer
    bodies = {"create": FromForm(ParticipantForm)}
    moderated = frozenset({"create", "destroy", "restore"})
    guarded = frozenset()
    unpaged = frozenset({"list"})
    answers = {**dict.fromkeys(("retrieve", "create", "restore"), ParticipantDetailSerializer), "destroy": None}
    refuses = {
        TakesPartAlreadyError: _there,
        ModeratesError: gettext_lazy("The moderator cannot enter prices: name somebody else as moderator first."),
        KnowsPricesError: gettext_lazy("This person has seen prices here, and cannot score any more."),
        TooLateError: gettext_lazy("The evaluation has gone on: who takes part in this way is settled."),
        HandedInError: gettext_lazy("This person has handed in scores, which are kept for ever."),
    }

    def list(self, request: Request, **place: Any) -> Response:
        """List who takes part, in the order in which they were asked."""
        return self.show_all(declared_by(self.evaluation))

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one participant, and as the moderator how far they are."""
        return self.show_participant(self.kwargs["participant_code"])

    def create(self, request: Request, **place: Any) -> Response:
        """Ask somebody to score or to enter the prices: a member by their code, or anybody by their mail address.

        Who is no member takes part once they have joined the workspace.
        """
        people = possible_participants(self.workspace, self.evaluation)
        form = self.form(lambda data, files: ParticipantForm(data, people=people))
        made = ask_participant(evaluation=self.evaluation, actor=self.actor, **form.who)
        address = reverse("api_participant", args=self.here(made.code))
        return self.show_participant(made.code, status=201, location=address)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Take somebody out again. They can be restored, with what they declared."""
        remove_participant(participant=self.get_participant(), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take in again who was taken out."""
        restore_participant(participant=self.get_participant(), actor=self.actor)
        return self.show_participant(self.kwargs["participant_code"])

    def get_participant(self) -> Participant:
        return find_participant(self.evaluation, self.kwargs["participant_code"])

    def show_participant(self, code: str, **options: Any) -> Response:
        """As they are now."""
        people = people_of(self.evaluation, self.seated.seat)
        rows = [*people.evaluators, *((each, None) for each in people.clerks)]
        row, progress = next(((row, far) for row, far in rows if row.code == code), (None, None))
        if row is None:
            raise Participant.DoesNotExist
        return self.show(row, progress=progress, **options)


class ConflictViewSet(EvaluationViewSet):
    noun = "Conflict"
    tag = "Participants"
    serializer_class = ConflictSerializer
    unpaged = frozenset({"list"})

    def list(self, request: Request, **place: Any) -> Response:
        """List the declared conflicts of interest. Before quality is locked they are the moderator's alone."""
        self.unseal(seen=self.seated.seat.sees_declarations)
        return self.show_all(conflicts_of(self.evaluation, self.seated.seat))


class InterestViewSet(EvaluationViewSet):
    noun = "Interest"
    tag = "Participants"
    serializer_class = InterestSerializer
    bodies = {"declare": DeclarationBody}
    unpaged = frozenset({"list", "declare"})
    refuses = {TooLateError: gettext_lazy("Quality is locked: what was declared stays as it is.")}
    also_answers = {"list": (403,)}

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.require(may=self.seated.participant is not None and self.seated.seat.is_evaluator)

    def list(self, request: Request, **place: Any) -> Response:
        """List the vendors, as an evaluator, with what you declared of each."""
        return self.show_all(self._interests())

    def declare(self, request: Request, **place: Any) -> Response:
        """Say of each vendor whether you have a conflict of interest, before anything of its proposal is shown to you.

        Once the evaluation is open, a declared conflict stays.
        """
        sent, participant = self.sent()["interests"], self.seated.participant
        assert participant is not None
        declare_interests(participant=participant, actor=self.actor, conflicts=self._form(sent).conflicts)
        return self.show_all(self._interests())

    def _interests(self) -> Any:
        participant = self.seated.participant
        assert participant is not None
        return interests_of(self.evaluation, participant)

    def _form(self, sent: Sequence[dict[str, Any]]) -> DeclarationForm:
        """Valid. Raises InvalidProblem."""
        is_draft = self.evaluation.at is Stage.DRAFT
        open_to_say = [each for each in self._interests() if is_draft or not each.is_conflict]
        first = DeclarationForm(interests=open_to_say)
        places = {each["vendor"]: place for place, each in enumerate(sent)}
        if unknown := sorted(set(places) - {each.proposal.vendor.code for each in open_to_say}):
            said = _("There is no such vendor here of which you could declare anything now.")
            raise InvalidProblem([FieldError(f"#/interests/{places[each]}/vendor", said) for each in unknown])
        data = QueryDict(mutable=True)
        for name, field in first.fields.items():
            data[name] = str(field.initial or "")
        for each in sent:
            data[f"interest-{each['vendor']}"] = CONFLICT if each["has_conflict"] else NO_CONFLICT
            data[f"text-{each['vendor']}"] = each["text"]
        form = DeclarationForm(data, interests=open_to_say)
        if not form.is_valid():
            raise InvalidProblem(
                [
                    FieldError(_pointer(name, places), f"{form[name].label}: {each}")
                    for name, found in form.errors.items()
                    for each in found
                ]
            )
        return form


def _pointer(name: str, places: dict[str, int]) -> str:
    """Where in the body what a field of the form says is."""
    what, vendor = name.split("-", 1)
    if vendor not in places:
        return "#/interests"
    return f"#/interests/{places[vendor]}/{'has_conflict' if what == 'interest' else 'text'}"
