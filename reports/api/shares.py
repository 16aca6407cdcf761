"""Links to reports, for people outside of the workspace."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import can_edit
from core.addresses import full_address
from core.rest.bodies import FromForm, Instead
from core.rest.fields import Whole
from reports.api.door import OfReportViewSet
from reports.api.serializers import NewShareSerializer, ShareSerializer
from reports.domain.lasting import DAYS, USUAL_DAYS
from reports.forms.shares import ShareForm
from reports.models import ReportShare
from reports.operations.plans import NotRestorableError
from reports.operations.shares import (
    ReportGoneError,
    TooManyLinksError,
    restore_share,
    revoke_share,
    share_report,
)
from reports.queries.shares import shares_of

LASTING = Instead(
    lambda **options: Whole(
        **{**options, "required": False, "default": USUAL_DAYS, "min_value": min(DAYS), "max_value": max(DAYS)},
        help_text=f"For how many days it works: {', '.join(map(str, DAYS))}.",
    )
)


class ShareViewSet(OfReportViewSet):
    noun = "Share"
    serializer_class = ShareSerializer
    bodies = {"create": FromForm(ShareForm, instead={"days": LASTING})}
    answers = {"create": NewShareSerializer, "destroy": None}
    may = dict.fromkeys(("list", "retrieve", "create", "destroy", "restore"), can_edit)
    guarded = frozenset()
    unpaged = frozenset({"list"})
    secrets = frozenset({"url"})
    refuses = {
        TooManyLinksError: _("Too many links to this report are open. Revoke those that nobody needs any more."),
        NotRestorableError: _("The link was revoked too long ago, or has run out. Make a new one."),
    }

    def list(self, request: Request, **place: Any) -> Response:
        """List the links to a report: all that are open, then the last ones that are not."""
        return self.show_all(shares_of(self.get_run(), now=timezone.now()))

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one link: who it is for, until when it works, and how often the report was downloaded by it."""
        return self.show(self.get_share())

    def create(self, request: Request, **place: Any) -> Response:
        """Share a report by a link, which is in this answer and nowhere else."""
        run = self.get_run()
        form = self.form(lambda data, files: ShareForm(data, workspace=self.workspace))
        try:
            shared = share_report(run=run, actor=self.actor, **form.cleaned_data)
        except ReportGoneError:
            raise Http404 from None
        address = reverse("api_share", args=[self.workspace.code, run.code, shared.share.code])
        link = full_address(shared.path, request._request)
        return self.show(shared.share, status=201, location=address, url=link)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Revoke a link: it leads nowhere any more. For an hour that can be taken back."""
        revoke_share(share=self.get_share(), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its revocation: the same link works again."""
        restore_share(share=self.get_share(), actor=self.actor)
        return self.show(self.get_share())

    def get_share(self) -> ReportShare:
        run = self.get_run()
        share: ReportShare = ReportShare.objects.select_related("shared_by").get(run=run, code=self.kwargs["code"])
        share.run = run
        return share
