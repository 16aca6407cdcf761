"""What the person who looks at an evaluation should do next, the most pressing first, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vendors.domain.stages import Stage, VersionState
from vendors.models import ModelVersion
from vendors.permissions import can_let_into_force
from vendors.queries.progress import Progress
from vendors.queries.readiness import Readiness
from vendors.queries.seated import Seated


@dataclass(frozen=True, slots=True)
class Next:
    icon: str
    title: str
    what: str
    act: str
    url: str


@dataclass(frozen=True)
class Steps:
    """`readiness` is there for the moderator of a draft; `waiting` is a change that is not in force."""

    seated: Seated
    progress: Progress
    readiness: Readiness | None
    waiting: ModelVersion | None

    def all(self) -> list[Next]:
        return [*self._of_change(), *self._of_evaluator(), *self._of_clerk(), *self._of_moderator(), *self._of_reader()]

    def _at(self, name: str, *more: object) -> str:
        evaluation = self.seated.evaluation
        return reverse(name, args=[evaluation.workspace.code, evaluation.code, *more])

    def _of_change(self) -> Iterator[Next]:
        version, seated = self.waiting, self.seated
        if version is None:
            return
        said, url = {"number": version.number}, self._at("version_detail", version.number)
        if version.state == VersionState.PROPOSED:
            if can_let_into_force(seated.membership, version, knows_prices=seated.knows_prices):
                what = _("You are a second person who can let it into force, or send it back.")
                yield Next("lock", _("Version %(number)d of the criteria waits") % said, what, _("Look at it"), url)
        elif seated.may_moderate:
            what = _("Nothing of it counts before you propose it and a second person agrees.")
            yield Next("note", _("Propose version %(number)d of the criteria") % said, what, _("Go on"), url)

    def _of_evaluator(self) -> Iterator[Next]:
        seated, participant = self.seated, self.seated.participant
        is_late = seated.evaluation.at.is_from(Stage.CONSENSUS) and not seated.seat.sees_sheets
        if participant is None or not seated.seat.reads_only_cleared or is_late:
            return
        me = next((each for each in self.progress.evaluators if each.pk == participant.pk), None)
        if me and not self.progress.has_declared(me):
            what = _("Nothing of a proposal is shown to you before.")
            url = self._at("declaration_list")
            yield Next("flag", _("Say whether you have a conflict of interest"), what, _("Declare"), url)
        elif seated.evaluation.at is Stage.SCORING and not seated.seat.has_submitted:
            what = _("You score alone: nobody sees it before consensus is opened.")
            yield Next("bars", _("Score the proposals, and hand in"), what, _("Score"), self._at("sheet_detail"))

    def _of_clerk(self) -> Iterator[Next]:
        if self.seated.seat.is_clerk and not self.seated.evaluation.at.is_from(Stage.LOCKED):
            what = _("Nobody else reads a price before quality is locked.")
            yield Next("note", _("Enter what the proposals cost"), what, _("Prices"), self._at("price_list"))

    def _of_moderator(self) -> Iterator[Next]:
        if not self.seated.may_moderate:
            return
        match self.seated.evaluation.at:
            case Stage.DRAFT:
                yield from self._before_opening()
            case Stage.SCORING:
                yield self._to_consensus()
            case Stage.CONSENSUS:
                yield self._settling()
            case Stage.LOCKED:
                what = _("The result says how sure the ranking is, and what would change it.")
                yield Next("check", _("Decide"), what, _("Go on"), self._at("award_detail"))

    def _before_opening(self) -> Iterator[Next]:
        progress = self.progress
        if self.readiness and not self.readiness.is_ready:
            count = self.readiness.count
            title = ngettext("Mend %(count)d thing in the criteria", "Mend %(count)d things in the criteria", count)
            what = _("With a fault in it a model is not locked.")
            yield Next("warn", title % {"count": count}, what, _("See them"), self._at("criteria_detail"))
        if progress.proposals < 2:
            what = _("There is nothing to compare yet. Vendors can answer by a private link.")
            yield Next("plus", _("Add the proposals"), what, _("Add one"), self._at("proposal_create"))
        elif missing := progress.proposals - progress.come:
            title = ngettext(
                "%(count)d proposal is not handed in yet", "%(count)d proposals are not handed in yet", missing
            )
            what = _("Give each vendor its private link, or enter what it sent and when that came.")
            yield Next("share", title % {"count": missing}, what, _("See which"), self._at("proposal_list"))
        if len(progress.evaluators) < self.seated.evaluation.fewest_evaluators or not progress.clerks:
            what = _("Several evaluators who score alone, and somebody who enters the prices and does not score.")
            yield Next("people", _("Ask people to take part"), what, _("Ask somebody"), self._at("participant_list"))
        if self.readiness and self.readiness.is_ready:
            what = _("It locks criteria, anchors, weights and gates, and the evaluators begin.")
            yield Next("lock", _("Open the evaluation"), what, _("See what that does"), self._at("evaluation_open"))

    def _to_consensus(self) -> Next:
        progress = self.progress
        count, total = progress.handed_in, len(progress.evaluators)
        if count < total or not total:
            said = {"count": count, "total": total}
            title = ngettext(
                "%(count)d of %(total)d evaluator has handed in",
                "%(count)d of %(total)d evaluators have handed in",
                total,
            )
            what = _("You see how far each is, and nothing of what they give.")
            return Next("people", title % said, what, _("See who is missing"), self._at("participant_list"))
        what = _("Everybody has handed in. The scores are then laid side by side.")
        return Next("people", _("Open consensus"), what, _("Go on"), self._at("consensus_detail"))

    def _settling(self) -> Next:
        count = self.progress.criteria - self.progress.accepted
        title = ngettext("%(count)d criterion is left to settle", "%(count)d criteria are left to settle", count)
        what = _("Accepting the last one locks quality, and opens prices and result.")
        return Next("people", title % {"count": count}, what, _("Go on"), self._at("consensus_detail"))

    def _of_reader(self) -> Iterator[Next]:
        seated = self.seated
        if seated.evaluation.at is Stage.CONSENSUS and seated.seat.is_evaluator and seated.seat.sees_sheets:
            what = _("Where scores are far apart, say why you gave yours. You may dissent from what is agreed.")
            yield Next("people", _("Talk about where you differ"), what, _("Go on"), self._at("consensus_detail"))
        if seated.evaluation.at is Stage.LOCKED and seated.seat.sees_result and not seated.may_moderate:
            what = _("With what would change it.")
            yield Next("bars", _("Read the result"), what, _("Read it"), self._at("outcome_detail"))
        if seated.evaluation.at is Stage.DECIDED:
            what = _("With its reasons.")
            yield Next("check", _("Read the decision"), what, _("Read it"), self._at("award_detail"))
            if seated.may_moderate and seated.seat.sees_reports:
                what = _("A report of the decision, and a debrief for each vendor that was not chosen.")
                yield Next("doc", _("Tell it in writing"), what, _("See reports"), self._at("evaluation_report_list"))
