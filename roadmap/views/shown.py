"""Criteria of gates and what is to be done, in the words and with the links of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.models import Assessment
from assessments.words import score
from core.local import day
from roadmap.choices import ArtifactStatusChoice
from roadmap.domain.artifacts import status_on
from roadmap.domain.gates import Criterion, CriterionKind, Lacking
from roadmap.domain.phases import PhaseState
from roadmap.domain.states import ArtifactStatus
from roadmap.domain.work import Work, WorkKind
from roadmap.models import Artifact, Decision, Roadmap

STATES: dict[PhaseState, tuple[str | Promise, str]] = {
    PhaseState.NOT_BEGUN: (gettext_lazy("Not begun"), ""),
    PhaseState.UNDER_WAY: (gettext_lazy("Under way"), "info"),
    PhaseState.FINISHED: (gettext_lazy("Finished, gate not passed"), "warn"),
    PhaseState.EXCEPTION: (gettext_lazy("Passed with an exception"), "warn"),
    PhaseState.LAPSED: (gettext_lazy("Exception is over"), "bad"),
    PhaseState.PASSED: (gettext_lazy("Gate passed"), "ok"),
}
"""The words for a state, and the kind of badge that holds them."""

_LACKING = {
    Lacking.NOT_APPLICABLE.value: gettext_lazy("not applicable"),
    Lacking.UNKNOWN.value: gettext_lazy("not known yet"),
    Lacking.UNANSWERED.value: gettext_lazy("not answered"),
    Lacking.NOT_ASKED.value: gettext_lazy("not asked in this assessment"),
}

_KINDS: dict[WorkKind, tuple[str | Promise, str]] = {
    WorkKind.ACTION: (gettext_lazy("Action"), "action_detail"),
    WorkKind.ITEM: (gettext_lazy("Checklist"), "item_detail"),
    WorkKind.ARTIFACT: (gettext_lazy("Artifact"), "artifact_detail"),
}
_BADGES = {
    ArtifactStatus.ACCEPTED: "ok",
    ArtifactStatus.IN_REVIEW: "info",
    ArtifactStatus.DRAFT: "info",
    ArtifactStatus.OUTDATED: "warn",
}


@dataclass(frozen=True, slots=True)
class ShownCriterion:
    """`act` says what to do at `url`; both are empty where there is nothing to do, or no page for it."""

    line: Criterion
    title: str
    found: str
    url: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class ShownGate:
    lines: Sequence[ShownCriterion]

    @property
    def met(self) -> int:
        return sum(shown.line.is_met for shown in self.lines)

    @property
    def open(self) -> list[ShownCriterion]:
        return [shown for shown in self.lines if not shown.line.is_met]

    @property
    def closed(self) -> list[ShownCriterion]:
        return [shown for shown in self.lines if shown.line.is_met]


class Words:
    """What the criteria of one phase say. `decisions` and `artifacts` are rows by which those of a gate are found, and
    `assessment` is what feeds the roadmap. What is past leads nowhere."""

    def __init__(
        self,
        roadmap: Roadmap,
        phase: str,
        *,
        assessment: Assessment | None = None,
        decisions: Iterable[Decision] = (),
        artifacts: Iterable[Artifact] = (),
        is_past: bool = False,
    ) -> None:
        self.roadmap, self.phase, self.pack = roadmap, phase, roadmap.questions
        self.decisions = {each.decision or each.code: each for each in decisions}
        self.artifacts = {each.kind: each.code for each in artifacts}
        self.place = [roadmap.workspace.code, roadmap.code]
        self.assessment, self.is_past = assessment, is_past

    def gate(self, lines: Iterable[Criterion]) -> ShownGate:
        shown = [self.shown(line) for line in lines]
        return ShownGate([replace(each, url="", act="") for each in shown] if self.is_past else shown)

    def shown(self, line: Criterion) -> ShownCriterion:
        match line.kind:
            case CriterionKind.CHECKLIST:
                return self._checklist(line)
            case CriterionKind.ARTIFACT:
                return self._artifact(line)
            case CriterionKind.SCORE:
                return self._score(line)
            case CriterionKind.QUESTION:
                return self._question(line)
            case CriterionKind.DECISION:
                return self._decision(line)

    def _checklist(self, line: Criterion) -> ShownCriterion:
        url = reverse("phase_detail", args=[*self.place, self.phase]) + "#checklist"
        found = _("%(done)s of %(total)s done") % {"done": line.found, "total": line.wanted}
        return ShownCriterion(line, _("Every item of the checklist is done"), found, url, _("Tick off what is done"))

    def _artifact(self, line: Criterion) -> ShownCriterion:
        artifact = self.pack.artifact.get(line.id)
        title = _("%(artifact)s is accepted") % {"artifact": artifact.title if artifact else line.id}
        found, code = str(ArtifactStatusChoice(line.found).label), self.artifacts.get(line.id)
        if code is None:
            return ShownCriterion(line, title, found)
        url = reverse("artifact_detail", args=[*self.place, code])
        return ShownCriterion(line, title, found, url, _("Work on it"))

    def _score(self, line: Criterion) -> ShownCriterion:
        title = _("Verified score of the phase is at least %(score)s") % {"score": score(Fraction(line.wanted))}
        found = score(Fraction(line.found)) if line.found else _("no score")
        if self.assessment is None:
            return ShownCriterion(line, title, found, *self._choose_assessment())
        url = reverse("result_group", args=[self.place[0], self.assessment.code, "phase", self.phase])
        return ShownCriterion(line, title, found, url, _("See what pulls it down"))

    def _question(self, line: Criterion) -> ShownCriterion:
        question = self.pack.question.get(line.id)
        said = {"id": line.id, "title": question.title if question else "", "level": line.wanted}
        title = _("%(id)s is verified at level %(level)s: %(title)s") % said
        lacking = _LACKING.get(line.found)
        found = str(lacking) if lacking else _("level %(level)s") % {"level": line.found}
        if self.assessment is None:
            return ShownCriterion(line, title, found, *self._choose_assessment())
        if line.id not in self.assessment.questions.question:
            return ShownCriterion(line, title, found)
        url = reverse("question_detail", args=[self.place[0], self.assessment.code, line.id])
        return ShownCriterion(line, title, found, url, _("Answer it and show why"))

    def _decision(self, line: Criterion) -> ShownCriterion:
        found = _("taken on %(day)s") % {"day": day(date.fromisoformat(line.found))} if line.found else _("not taken")
        row = self.decisions.get(line.id)
        if row is None:
            return ShownCriterion(line, line.text, found)
        url = reverse("decision_detail", args=[*self.place, self.phase, row.code])
        return ShownCriterion(line, line.text, found, url, _("Record the decision"))

    def _choose_assessment(self) -> tuple[str, str]:
        return reverse("roadmap_settings", args=self.place), _("Name the assessment that feeds the roadmap")


@dataclass(frozen=True, slots=True)
class ShownWork:
    """`url` is where one does it."""

    work: Work
    kind: str
    owner: User | None
    url: str


def shown_work(roadmap: Roadmap, work: Work, people: Mapping[int, User]) -> ShownWork:
    place = [roadmap.workspace.code, roadmap.code, work.code]
    kind, page = _KINDS[work.kind]
    return ShownWork(work, str(kind), people.get(work.owner or 0), reverse(page, args=place))


@dataclass(frozen=True, slots=True)
class ShownArtifact:
    title: str
    url: str
    status: str | Promise
    badge: str


def shown_artifact(roadmap: Roadmap, artifact: Artifact, today: date) -> ShownArtifact:
    status = status_on(today, artifact.status, artifact.review_date)
    title = roadmap.questions.artifact[artifact.kind].title if artifact.kind else artifact.title
    url = reverse("artifact_detail", args=[roadmap.workspace.code, roadmap.code, artifact.code])
    return ShownArtifact(title, url, ArtifactStatusChoice(status.value).label, _BADGES.get(status, ""))
