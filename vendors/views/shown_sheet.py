"""An evaluator's sheet as its page shows it: a section at a time, a criterion of all vendors or a vendor's group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from vendors.choices import ConfidenceChoice, ProofChoice
from vendors.domain.model import TOP
from vendors.domain.seal import Seat
from vendors.forms.scores import WHAT_IS_LACKING
from vendors.models import Criterion, Evaluation, Proposal, ProposalDocument
from vendors.queries.documents import documents_of
from vendors.queries.names import name_of
from vendors.queries.own_sheet import OwnScore, OwnSheet, Place
from vendors.queries.sheets import Words, words_of

LEVELS = range(TOP + 1)


class By(StrEnum):
    """What a section of the sheet is: one criterion of all vendors, or a vendor's criteria of one group."""

    CRITERION = "criterion"
    VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class Section:
    """`key` is that of the criterion or the group, `vendor` the code of the proposal where it is a vendor's."""

    key: str
    title: str
    heading: str
    places: Sequence[Place]
    vendor: str = ""

    @property
    def query(self) -> str:
        wanted = QueryDict(mutable=True)
        wanted.update({"by": By.VENDOR.value, "vendor": self.vendor} if self.vendor else {})
        wanted["section"] = self.key
        return wanted.urlencode()


@dataclass(frozen=True, slots=True)
class Link:
    """To a section; `heading` stands before the first one of a group."""

    section: Section
    done: int
    is_current: bool
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    level: int
    text: str


@dataclass
class ShownCell:
    """`typed` is what a person sent and could not be stored, `stored` what is in its way. `since` says that the vendor
    has handed in again after it was scored."""

    place: Place
    id: str
    title: str
    url: str
    score: OwnScore
    cap: int
    anchors: Sequence[Anchor] = ()
    words: str = ""
    since: str = ""
    documents: Sequence[ProposalDocument] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    is_stale: bool = False

    @property
    def shown(self) -> Mapping[str, str]:
        """What stands in the controls."""
        return self.typed or values_of(self.score)

    @property
    def lack(self) -> str | Promise:
        return WHAT_IS_LACKING[self.score.lack] if self.score.lack else ""

    @property
    def is_done(self) -> bool:
        return self.score.lack is None

    @property
    def counts_as(self) -> str:
        return capped(self.score, self.cap)

    @property
    def in_words(self) -> list[tuple[str | Promise, str | Promise]]:
        """What was said, for who reads and for who chooses between this and what they typed."""
        said, empty = self.score, _("(empty)")
        return [
            (_("Score"), _("Not scored yet") if said.level is None else str(said.level)),
            (_("Why"), said.rationale or empty),
            (_("Rests on"), ProofChoice(said.proof).label if said.proof else empty),
            (_("Evidence"), said.evidence or empty),
            (_("How sure"), ConfidenceChoice(said.confidence).label if said.confidence else empty),
        ]


class ShownSheet:
    """The sheet with one section of it open."""

    def __init__(self, evaluation: Evaluation, seat: Seat, sheet: OwnSheet, wanted: QueryDict) -> None:
        self.evaluation, self.seat, self.sheet = evaluation, seat, sheet
        self.by = By.VENDOR if wanted.get("by") == By.VENDOR else By.CRITERION
        self.proposal = self._proposal(wanted.get("vendor", ""))
        self.sections = self._sections()
        self.section = self._section(wanted.get("section", ""))
        self.base = reverse("sheet_detail", args=[evaluation.workspace.code, evaluation.code])

    @property
    def done(self) -> int:
        return len(self.sheet.done)

    @property
    def total(self) -> int:
        return self.sheet.total

    def done_in(self, section: Section) -> int:
        return sum((each.proposal.pk, each.criterion.key) in self.sheet.done for each in section.places)

    @cached_property
    def links(self) -> list[Link]:
        found, before = [], ""
        for each in self.sections:
            heading = each.heading if each.heading != before else ""
            found.append(Link(each, self.done_in(each), each is self.section, heading))
            before = each.heading
        return found

    @property
    def vendors(self) -> list[tuple[str, str, bool]]:
        """Code and name of each, and whether it is the one that is shown."""
        return [(each.code, name_of(each, self.seat), each == self.proposal) for each in self.sheet.proposals]

    @property
    def vendor_name(self) -> str:
        return name_of(self.proposal, self.seat)

    @property
    def done_here(self) -> int:
        return self.done_in(self.section)

    @property
    def criterion(self) -> Criterion | None:
        """Of a section that is about one."""
        return self.section.places[0].criterion if self.by is By.CRITERION else None

    @property
    def anchors(self) -> list[Anchor]:
        return self.anchors_of(self.criterion) if self.criterion else []

    @property
    def previous(self) -> Section | None:
        at = self.sections.index(self.section)
        return self.sections[at - 1] if at else None

    @property
    def next(self) -> Section | None:
        at = self.sections.index(self.section) + 1
        return self.sections[at] if at < len(self.sections) else None

    def anchors_of(self, criterion: Criterion) -> list[Anchor]:
        """Its own texts; the rule of the level where it has none."""
        rules, own = self.sheet.version.levels, criterion.anchors
        texts = [(own[level : level + 1] or [""])[0] or (rules[level : level + 1] or [""])[0] for level in LEVELS]
        return [Anchor(level, text) for level, text in enumerate(texts)]

    def cells(self, instead: Mapping[tuple[int, str], Mapping[str, object]] | None = None) -> list[ShownCell]:
        """Of the open section; `instead` is what one of them shows of what could not be stored."""
        places = self.section.places
        words = words_of(self.sheet.proposals, [each.criterion.key for each in places], self.seat)
        documents = self._documents()
        cells = []
        for place in places:
            proposal, criterion = place
            found, said = documents.get(proposal.pk, []), words.get((proposal.pk, criterion.key))
            cell = ShownCell(
                place,
                id=f"{proposal.code}-{criterion.key}",
                title=name_of(proposal, self.seat) if self.by is By.CRITERION else criterion.title,
                url=f"{self.base}{proposal.code}/{criterion.key}/answer/",
                score=self.sheet.at(*place),
                cap=self.sheet.version.unproven_cap,
                anchors=self.anchors_of(criterion) if self.by is By.VENDOR else (),
                words=said.text if said else "",
                since=_since(self.sheet.at(*place), proposal, said),
                documents=[each for each in found if each.criterion in {"", criterion.key}],
            )
            for name, value in (instead or {}).get((proposal.pk, criterion.key), {}).items():
                setattr(cell, name, value)
            cells.append(cell)
        return cells

    def address_of(self, place: Place) -> str:
        """Of the section that it is in, at the place itself."""
        section = next(each for each in self.sections if place in each.places)
        return f"{self.base}?{section.query}#{place.proposal.code}-{place.criterion.key}"

    def following(self, place: Place) -> str:
        """Where to go on after it: to the next one that is not done, in this section and then in those behind."""
        order = [each for section in self.sections for each in section.places]
        at = order.index(place) + 1
        is_open = (each for each in [*order[at:], *order[:at]] if (each[0].pk, each[1].key) not in self.sheet.done)
        found = next(is_open, None)
        return self.address_of(found) if found else f"{self.base}?{self.section.query}#end"

    def _proposal(self, code: str) -> Proposal:
        """The one asked for; else the first one on which something is not done."""
        sheet = self.sheet
        if asked := next((each for each in sheet.proposals if each.code == code), None):
            return asked
        is_open = (each.proposal for each in sheet.places if (each.proposal.pk, each.criterion.key) not in sheet.done)
        return next(is_open, sheet.proposals[0])

    def _section(self, key: str) -> Section:
        if asked := next((each for each in self.sections if each.key == key), None):
            return asked
        return next((each for each in self.sections if self.done_in(each) < len(each.places)), self.sections[0])

    def _sections(self) -> list[Section]:
        if self.by is By.CRITERION:
            return [
                Section(each.key, each.title, each.group.title, [Place(one, each) for one in self.sheet.proposals])
                for each in self.sheet.criteria
            ]
        groups: dict[str, list[Criterion]] = {}
        for each in self.sheet.criteria:
            groups.setdefault(each.group.key, []).append(each)
        return [
            Section(key, found[0].group.title, "", [Place(self.proposal, each) for each in found], self.proposal.code)
            for key, found in groups.items()
        ]

    def _documents(self) -> dict[int, list[ProposalDocument]]:
        """But those about the price."""
        shown = {each.proposal for each in self.section.places}
        found: dict[int, list[ProposalDocument]] = {}
        for each in documents_of(shown, self.seat).filter(is_price=False):
            found.setdefault(each.proposal_id, []).append(each)
        return found


def _since(score: OwnScore, proposal: Proposal, words: Words | None) -> str:
    """Says whether the answer is another one than it was when they scored it; documents may be others all the same."""
    if not score.is_older_than(proposal.submitted_at):
        return ""
    if words and score.is_older_than(words.changed_at):
        return _("Handed in again since you scored it, and this answer is another one.")
    return _("Handed in again since you scored it; this answer is the same.")


def values_of(score: OwnScore) -> dict[str, str]:
    """Control by control, as a browser sends them."""
    texts = {"rationale": score.rationale, "proof": score.proof, "evidence": score.evidence}
    return {"level": "" if score.level is None else str(score.level), **texts, "confidence": score.confidence}


def capped(score: OwnScore, cap: int) -> str:
    """Says that less counts than was given; empty where all of it does."""
    counts = score.counted(cap)
    if score.level is None or counts == score.level:
        return ""
    return _("Counts as %(level)s: nobody verified it.") % {"level": counts}
