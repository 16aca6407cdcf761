"""Reads an answers workbook for an import: a blank cell keeps what is stored, and a word takes it back.

What the cells say is laid over the answer from which the workbook was written; the whole is then checked as any
answers file is, by `assessments.files.answers.read_submission`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assessments.domain.answers import UNANSWERED, Answer, State
from assessments.domain.imports import as_read
from assessments.files.answers import read_submission
from assessments.files.workbook.layout import CLEAR, NOT_APPLICABLE, UNKNOWN, Head, Mark, SheetKind, folded, words
from assessments.files.workbook.origin import Origin, place_print_of, print_of, read_origin
from assessments.files.workbook.reader import TreeReader, is_clear, is_for, open_sheets
from assessments.files.workbook.tables import Row, rows_of
from catalog.domain.question_pack import QuestionPack
from core.source import Faults, Fields, Node
from core.spreadsheets.cells import Sheet

IN_ITS_PLACE = "kept"
"""Stands for a text that stays as it is stored while the answer around it is checked."""

type Codes = Mapping[str, Mapping[str, str]]
"""What is cited now: by question, by the print of its title, place and day, the code of the evidence."""


@dataclass(slots=True)
class Filed:
    """The cells of one question, on three sheets."""

    answer: Node | None = None
    reason: Node | None = None
    reason_place: str = ""
    has_reason: bool = False
    note: Node | None = None
    level_reason: Node | None = None
    cleared: set[str] = field(default_factory=set)
    evidence: list[tuple[dict[str, Node], str, bool]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FiledContent:
    """`answer` is whole, and its evidence what the file adds; `uncited` are the codes of what it takes away.

    `is_corrected`: the file says something else of evidence that stays as it is stored.
    """

    answer: Answer
    uncited: tuple[str, ...] = ()
    is_corrected: bool = False


def open_filed(data: bytes, faults: Faults, pack: QuestionPack) -> FiledReader | None:
    """What stands in the workbook, or None with the reason noted in `faults`."""
    marked = open_sheets(data, faults)
    if not marked or not is_for(pack, marked, faults):
        return None
    reader = FiledReader(pack, faults)
    for sheet, mark in marked:
        reader.read(sheet, mark)
    return reader


class FiledReader(TreeReader):
    """Keeps cells as they are until it is known what they are laid over."""

    def __init__(self, pack: QuestionPack, faults: Faults) -> None:
        super().__init__(pack, faults)
        self.origin: Origin | None = None
        self.filed: dict[str, Filed] = {}

    def read(self, sheet: Sheet, mark: Mark) -> None:
        if mark.kind is SheetKind.ORIGIN:
            self.origin = read_origin(rows_of(sheet, mark, self.faults), self.faults)
        else:
            super().read(sheet, mark)

    def filed_of(self, question: str) -> Filed:
        return self.filed.setdefault(question, Filed())

    def said(self, id_: str, row: Row) -> dict[str, Node]:
        filed = self.filed_of(id_)
        filed.answer, filed.reason = row.number_node(Head.ANSWER), row.node(Head.REASON)
        filed.reason_place, filed.has_reason = row.place(Head.REASON), row.has(Head.REASON)
        filed.note, filed.level_reason = row.node(Head.NOTE), row.node(Head.LEVEL_REASON)
        return {}

    def clear_criterion(self, question: str, criterion: str, place: str) -> None:
        self.answer_to(question, place)
        self.filed_of(question).cleared.add(criterion)

    def take_evidence(self, question: str, entries: dict[str, Node], place: str, *, is_cleared: bool) -> None:
        self.answer_to(question, place)
        self.filed_of(question).evidence.append((entries, place, is_cleared))

    def contents(
        self, asked: Collection[str], bases: Mapping[str, Answer], cited: Codes, *, is_own: bool
    ) -> dict[str, FiledContent]:
        """What the file says of each of these questions, laid over the answers that it was made from.

        `is_own`: the workbook was written from the assessment that it goes into. Faults are noted; where there is one,
        what is returned must not be used.
        """
        found: dict[str, FiledContent] = {}
        overlays: dict[str, _Overlay] = {}
        tree: dict[str, Node] = {}
        for id_ in self.answers:
            if id_ in asked or id_ not in self.pack.question:
                overlays[id_] = overlay = _Overlay(self, id_, bases.get(id_, UNANSWERED))
                found[id_] = overlay.proof(cited.get(id_, {}), is_own=is_own)
                tree[id_] = Node(overlay.nodes(), overlay.place or None)
        top = Fields(Node({"answers": Node(dict(tree), None)}, None), self.faults)
        submission = read_submission(top, self.pack)
        top.close()
        return {
            id_: replace(found[id_], answer=overlays[id_].with_kept(answer))
            for id_, answer in submission.answers.items()
        }


class _Overlay:
    """The cells of one question over an answer."""

    def __init__(self, reader: FiledReader, question: str, base: Answer) -> None:
        self.reader = reader
        self.question = question
        self.base = base
        self.filed = reader.filed.get(question, Filed())
        self.place = reader.places[question]
        self.added: list[Node] = []
        self.kept: dict[str, Any] = {}
        self.met: frozenset[str] = frozenset()

    def nodes(self) -> dict[str, Node]:
        """The answer as an answers file says it."""
        found: dict[str, Node | None] = {"note": self.text("note", self.filed.note)}
        if not is_clear(self.filed.answer):
            found["reason"] = self.text("level_reason", self.filed.level_reason)
            found |= self.choice()
            found |= self.criteria(has_level=bool(found.get("level")))
        if self.added:
            found["evidence"] = Node(list(self.added), self.place)
        return {key: node for key, node in found.items() if node}

    def text(self, name: str, node: Node | None) -> Node | None:
        """A text that is stored already is not checked again: pages allow more lines than files do."""
        base = str(getattr(self.base, name))
        if node and as_read(node.written) != as_read(base) and not (is_clear(node) and folded(base) == CLEAR):
            return None if is_clear(node) else node
        self.kept[name] = base
        return Node(IN_ITS_PLACE, self.place, IN_ITS_PLACE) if base.strip() else None

    def with_kept(self, answer: Answer) -> Answer:
        if answer.state is State.ANSWERED or is_clear(self.filed.answer):
            return replace(answer, **self.kept)
        return replace(answer, met=self.met, **self.kept)

    def choice(self) -> dict[str, Node | None]:
        filed, base = self.filed, self.base
        answer, reason = filed.answer or self.node(_word(base)), filed.reason
        stays = folded(words(answer.written)) == NOT_APPLICABLE if answer else False
        if base.reason and not filed.has_reason and stays:
            reason = self.node(words(base.reason))
        elif base.reason and reason and not stays and folded(words(reason.written)) == words(base.reason):
            reason = None  # left over from the answer that was there before
        place = filed.reason_place or self.place
        return self.reader.choice(self.question, answer, reason, place, is_faulty=filed.has_reason)

    def criteria(self, *, has_level: bool) -> dict[str, Node | None]:
        """Criteria that were met before imply no level: one follows only where the file ticks something anew."""
        said = self.reader.answers[self.question]
        met, not_met = _ids(said.get("met")), _ids(said.get("not_met"))
        spoken = {*met, *not_met, *self.filed.cleared}
        self.met = frozenset(met) | (self.base.met - spoken)
        is_told = has_level or bool(met.keys() - self.base.met)
        return {
            "met": self.list_of(met, self.base.met - spoken) if is_told else None,
            "not_met": self.list_of(not_met, self.base.not_met - spoken),
        }

    def list_of(self, said: Mapping[str, Node], kept: Collection[str]) -> Node | None:
        nodes = [*said.values(), *(Node(id_, self.place, id_) for id_ in sorted(kept))]
        return Node(list(nodes), nodes[0].place) if nodes else None

    def node(self, value: int | str | None) -> Node | None:
        return None if value is None else Node(value, self.place, str(value))

    def proof(self, cited: Mapping[str, str], *, is_own: bool) -> FiledContent:
        """Rows as they were written change nothing, whatever has become of the evidence since."""
        origin = self.reader.origin
        written = origin.evidence.get(self.question, ()) if origin and is_own else ()
        by_place = {each.place: each for each in written}
        uncited, is_corrected = [], False
        for entries, place, is_cleared in self.filed.evidence:
            said = {key: node.written for key, node in entries.items()}
            known = by_place.get(place_print_of(said))
            code = known.code if known else cited.get(place_print_of(said), "")
            if is_cleared and code:
                uncited.append(code)
            elif is_cleared:
                sentence = f"This evidence is not cited for {self.question}, so there is nothing to clear."
                self.reader.faults.add(place, sentence)
            elif known:
                is_corrected |= known.whole != print_of(said)
            else:
                self.added.append(Node(dict(entries), place))
        return FiledContent(UNANSWERED, tuple(uncited), is_corrected)


def _word(base: Answer) -> int | str | None:
    if base.state is State.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return UNKNOWN if base.state is State.UNKNOWN else base.level


def _ids(node: Node | None) -> dict[str, Node]:
    nodes = node.value if node and isinstance(node.value, list) else []
    return {each.written: each for each in nodes}
