"""The door of every endpoint, as accounts/access.py is that of the pages.

An endpoint says what it takes and who may; loading, one operation and one answer are left to its methods:

    class ActionViewSet(RoadmapViewSet):
        noun = "Action"
        serializer_class = ActionSerializer
        bodies = {"create": FromForm(NewActionForm), "partial_update": FromForm(ActionForm)}
        may = {"create": can_plan, "partial_update": can_plan, "destroy": can_plan}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any, ClassVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from accounts.api import idempotency
from accounts.models import ApiToken, IdempotentCall, Membership, User, Workspace
from accounts.operations.api_calls import Rate, answer_call, forget_call
from accounts.operations.members import note_presence
from accounts.permissions import can_view, capped
from core.local import surroundings
from core.models import Revisioned, StaleWriteError
from core.rest.bodies import FromForm, check
from core.rest.deprecation import headers_of
from core.rest.downloads import Download
from core.rest.etags import ANY, etag_of, revisions_in
from core.rest.problems import (
    FORBIDDEN,
    MALFORMED,
    NOT_FOUND,
    REVISION_MISSING,
    ConflictProblem,
    InvalidProblem,
    Problem,
    Text,
)
from core.rest.serializers import Body, field_errors

type Allowed = Callable[[Membership], bool]

READING = {"GET", "HEAD", "OPTIONS"}


class ApiViewSet(GenericViewSet[Any]):
    """For whoever has a token or has signed in. `noun` names the operations of the contract: listActions, getAction."""

    noun: ClassVar[str]
    plural: ClassVar[str] = ""
    tag: ClassVar[str] = ""
    """The chapter of the contract; without one, it is the plural."""
    bodies: ClassVar[Mapping[str, FromForm | type[Body]]] = {}
    answers: ClassVar[Mapping[str, type[BaseSerializer[Any]] | Download | None]] = {}
    """What an action shows, where that is not `serializer_class`; None is 204, nothing."""
    creates: ClassVar[frozenset[str]] = frozenset({"create"})
    """Actions that make something: 201, and an Idempotency-Key is taken."""
    guarded: ClassVar[frozenset[str]] = frozenset({"partial_update", "destroy"})
    """Actions that need If-Match."""
    lists: ClassVar[frozenset[str]] = frozenset()
    """Actions beside "list" that show a page of a list."""
    unpaged: ClassVar[frozenset[str]] = frozenset()
    """Lists that are short by nature, and come whole."""
    parameters: ClassVar[Mapping[str, Mapping[str, OpenApiParameter]]] = {}
    """What an action takes in its address, by name, beside filters; others are refused."""
    statuses: ClassVar[Mapping[str, int]] = {}
    """Of an action's success, where that is not 200, 201 or 204: a job is 202."""
    also_answers: ClassVar[Mapping[str, tuple[int, ...]]] = {}
    """Problems of an action that do not follow from the rest of what is said here."""
    secrets: ClassVar[frozenset[str]] = frozenset()
    """Fields of an answer that are shown once."""
    refuses: ClassVar[Mapping[type[Exception], Text | Callable[[Any], Text]]] = {}
    """What operations raise where things stand otherwise: 409 and a sentence."""
    sorts: ClassVar[Mapping[str, str]] = {}
    """What `ordering` may name, and the column behind it, which is never empty."""
    order: ClassVar[tuple[str, ...]] = ("-created_at", "-pk")
    lookup_field = "code"

    rate: Rate | None = None
    call: IdempotentCall | None = None
    workspace: Workspace | None = None

    # --- what methods of endpoints use ----------------------------------------------------------------------------

    def form(self, make: Callable[..., Any], *, seen: int | None = None) -> Any:
        """The form of this action's body, valid; `make` is called with data and files. Raises InvalidProblem.

        PATCH leaves as it is what was not sent. `seen` is for forms that want the revision.
        """
        body = self.bodies[self.action]
        assert isinstance(body, FromForm)
        return check(body, make, self.request.data, is_partial=self.request.method == "PATCH", revision=seen)

    def sent(self) -> Any:
        """What came in this action's body, where that is no form's. Raises InvalidProblem."""
        body = self.bodies[self.action]
        assert not isinstance(body, FromForm)
        checked = body(data=self.request.data, context=self.get_serializer_context())
        if not checked.is_valid():
            raise InvalidProblem(list(field_errors(checked.errors)))
        return checked.validated_data

    def seen(self, row: Revisioned, *, merges: bool = False) -> int:
        """The revision that the caller saw. Raises StaleWriteError, and a Problem where If-Match says nothing.

        What `merges` takes an earlier one, too: it keeps what others have changed since.
        """
        header = self.request.headers.get("If-Match", "").strip()
        if not header:
            said = _("Send the ETag of what you saw as If-Match, so that nothing is overwritten unseen.")
            raise Problem(REVISION_MISSING, said, headers={"ETag": etag_of(row)})
        if header == ANY:
            return row.revision
        revisions = revisions_in(header)
        if revisions is None:
            raise Problem(MALFORMED, _('If-Match holds what an answer brought as its ETag, such as "7".'))
        if row.revision in revisions:
            return row.revision
        if merges and (latest := max(revisions)):
            return latest
        raise StaleWriteError(row)

    def show(
        self, row: Any, *, status: int = 200, location: str = "", tagged: Revisioned | None = None, **context: Any
    ) -> Response:
        """As this action shows it, with its ETag where it can be edited; that of `tagged` where it is shown about."""
        serializer = self.answer_serializer()
        tagged = row if isinstance(row, Revisioned) else tagged
        headers = {"ETag": etag_of(tagged)} if tagged else {}
        if location:
            headers["Location"] = self.request.build_absolute_uri(location)
        shown = serializer(row, context={**self.get_serializer_context(), **context})
        return Response(shown.data, status=status, headers={**headers, **self._warnings(shown)})

    def made(self, row: Any, location: str = "") -> Response:
        return self.show(row, status=201, location=location)

    def show_all(self, rows: Any, **context: Any) -> Response:
        """A page of them, as this action lists them; all, where that is what it says."""
        serializer = self.answer_serializer()
        context = {**self.get_serializer_context(), **context}
        if self.action in self.unpaged:
            shown: Any = serializer(rows, many=True, context=context)
            return Response({"results": shown.data}, headers=self._warnings(shown.child))
        page = self.paginate_queryset(self.filter_queryset(rows))
        shown = serializer(page, many=True, context=context)
        answer = self.get_paginated_response(shown.data)
        for name, value in self._warnings(shown.child).items():
            answer[name] = value
        return answer

    @staticmethod
    def _warnings(shown: Any) -> dict[str, str]:
        deprecated = getattr(shown, "deprecated", {})
        return headers_of(deprecated, shown.fields) if deprecated else {}

    # --- reading: the usual way -----------------------------------------------------------------------------------

    def list(self, request: Request, **place: Any) -> Response:
        return self.show_all(self.get_queryset())

    def retrieve(self, request: Request, **place: Any) -> Response:
        return self.show(self.get_object())

    def answer_serializer(self) -> type[BaseSerializer[Any]]:
        found = self.answers.get(self.action, self.serializer_class)
        assert found is not None
        assert not isinstance(found, Download)
        return found

    def ordering_of(self, request: Request) -> tuple[str, ...]:
        asked = request.query_params.get("ordering")
        if asked is None:
            return self.order
        sign, name = ("-", asked[1:]) if asked.startswith("-") else ("", asked)
        if name not in self.sorts:
            said = _("This list cannot be ordered by “%(name)s”. Known are: %(known)s.")
            raise Problem(MALFORMED, said % {"name": name[:80], "known": ", ".join(self.sorts) or _("none")})
        return (sign + self.sorts[name],)

    def get_serializer_context(self) -> dict[str, Any]:
        wanted = self.request.query_params.get("fields")
        if wanted is None:
            return {**super().get_serializer_context()}
        names = set(wanted.split(","))
        if unknown := sorted(names - set(cast("Any", self.answer_serializer()()).fields)):
            said = _("There is no field “%(name)s” to show.") % {"name": unknown[0][:80]}
            raise Problem(MALFORMED, said)
        return {**super().get_serializer_context(), "fields": names}

    # --- the way of a request -------------------------------------------------------------------------------------

    @property
    def token(self) -> ApiToken | None:
        return cast("ApiToken | None", self.request.auth)

    @property
    def actor(self) -> User:
        return cast("User", self.request.user)  # who has not signed in does not get here

    def dispatch(self, request: Any, *arguments: Any, **place: Any) -> HttpResponseBase:
        with ExitStack() as self.surrounded:
            return super().dispatch(request, *arguments, **place)

    def perform_authentication(self, request: Request) -> None:
        try:
            super().perform_authentication(request)
        except PermissionDenied:
            said = _("Who calls with the cookie of the pages also sends their X-CSRFToken. Programs send a token.")
            raise Problem(FORBIDDEN, said) from None

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """A file is what it is, whatever form was asked for."""
        is_file = isinstance(self.answers.get(self.action or ""), Download)
        return super().perform_content_negotiation(request, force or is_file)

    def initial(self, request: Request, *arguments: Any, **place: Any) -> None:
        super().initial(request, *arguments, **place)
        if request.method not in READING and self.token and self.token.is_read_only:
            raise Problem(FORBIDDEN, _("This token reads only."))
        self.enter(request, **place)
        self._require_known_parameters()
        if self.action in self.creates:
            self.call = idempotency.begin(request)
            if self.call and self.call.status:
                raise _AnsweredBefore

    def enter(self, request: Request, **place: Any) -> None:
        """What has to be there, and to be allowed, before anything else is asked."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, _AnsweredBefore) and self.call:
            call, self.call = self.call, None
            return idempotency.again(call)
        for kind, said in self.refuses.items():
            if isinstance(exc, kind):
                exc = ConflictProblem(said(exc) if callable(said) else said)
                break
        try:
            return super().handle_exception(Http404() if isinstance(exc, ObjectDoesNotExist) else exc)
        except Exception:
            self._forget()
            raise

    def finalize_response(self, request: Request, response: Any, *arguments: Any, **place: Any) -> Any:
        response = super().finalize_response(request, response, *arguments, **place)
        if self.call and response.status_code < 400:
            headers = {name: response[name] for name in idempotency.KEPT_HEADERS if name in response}
            body = idempotency.without_secrets(response.data, self.secrets)
            answer_call(call=self.call, status=response.status_code, headers=headers, body=body)
        else:
            self._forget()
        if self.rate:
            response["RateLimit-Policy"] = f'"minute";q={self.rate.limit};w=60'
            response["RateLimit"] = f'"minute";r={self.rate.remaining};t={self.rate.resets_in}'
        return response

    def _forget(self) -> None:
        if self.call:
            forget_call(call=self.call)
            self.call = None

    def _require_known_parameters(self) -> None:
        """A slip in a filter's name would list everything, and pass for an answer."""
        known = {"fields"}
        if self.action in {"list", *self.lists} - self.unpaged:
            known |= {"cursor", "limit", "ordering"}
            filters = getattr(self, "filterset_class", None)
            known |= set(filters.base_filters) if filters else set()
        known |= set(self.parameters.get(self.action or "", ()))
        if unknown := sorted(set(self.request.query_params) - known):
            said = _("There is no parameter “%(name)s” here.") % {"name": unknown[0][:80]}
            raise Problem(MALFORMED, said)
        if twice := [name for name, values in self.request.query_params.lists() if len(values) > 1]:
            raise Problem(MALFORMED, _("“%(name)s” can be given once.") % {"name": twice[0]})


class WorkspaceViewSet(ApiViewSet):
    """For addresses that hold `workspace_code`. No member: 404. A member without the right: 403.

    `may` says who may do what changes something; whoever belongs to the workspace may read.
    """

    may: ClassVar[Mapping[str, Allowed]] = {}
    membership: Membership
    workspace: Workspace

    def enter(self, request: Request, **place: Any) -> None:
        self.membership = self._membership(place["workspace_code"])
        self.workspace = self.membership.workspace
        raw: Any = request._request
        raw.membership, raw.workspace = self.membership, self.workspace
        if not self._allowed(self.membership):
            raise Problem(FORBIDDEN, _("Your role in this workspace does not allow it."))
        note_presence(membership=self.membership)
        self.surrounded.enter_context(surroundings(self.workspace.locale, self.workspace.zone))

    def _allowed(self, membership: Membership) -> bool:
        return self.may.get(self.action or "", can_view)(membership)

    def _membership(self, code: str) -> Membership:
        found = Membership.objects.filter(user=self.actor, workspace__code=code, workspace__deleted_at=None)
        membership = found.select_related("workspace").first()
        if membership is None or (self.token and not self.token.allows(membership.workspace)):
            raise Problem(NOT_FOUND, _("It does not exist, or not for you."))
        membership.user = self.actor
        return capped(membership, self.token) if self.token else membership


class _AnsweredBefore(Exception):  # noqa: N818  no error
    """The call under this key has its answer already."""
