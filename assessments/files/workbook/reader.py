"""Reads the answers workbook into the tree that an answers file in YAML has, so that one reader checks both."""

from __future__ import annotations

from collections.abc import Iterable

from assessments.files.workbook.layout import (
    CLEAR,
    MET,
    NO,
    NOT_APPLICABLE,
    NOT_MET,
    UNKNOWN,
    YES,
    Head,
    Mark,
    SheetKind,
    answer_words,
    field_paths,
    folded,
    kind_labels,
    report_key,
    target_key,
    words,
)
from assessments.files.workbook.tables import Row, mark_of, rows_of
from catalog.domain.question_pack import QuestionPack
from core.source import Faults, Node, quoted, shortened
from core.spreadsheets.cells import Sheet, read_sheets
from core.spreadsheets.package import RefusedWorkbookError, open_package

type Tree = dict[str, Tree | Node]

WHOLE_NUMBER_KEYS = ("target", target_key(""))
YES_OR_NO_KEYS = (report_key("confidential"), report_key("draft"))
EVIDENCE_KEYS = {
    Head.TITLE: "title",
    Head.LINK: "link",
    Head.REFERENCE: "reference",
    Head.OBSERVED: "observed",
}


def read_workbook(data: bytes, faults: Faults, pack: QuestionPack) -> Node | None:
    """The tree of the workbook in these bytes, or None with the reason noted in `faults`.

    Places are cells, such as `Discover and align!C7`. Only cells with something in them become nodes. What
    they say is checked by `assessments.files.answers.read_submission`.
    """
    marked = open_sheets(data, faults)
    if not marked or not is_for(pack, marked, faults):
        return None
    reader = TreeReader(pack, faults)
    for sheet, mark in marked:
        reader.read(sheet, mark)
    return reader.tree()


def open_sheets(data: bytes, faults: Faults) -> list[tuple[Sheet, Mark]]:
    """The sheets of an answers workbook with what they are; none, with a fault, where the bytes are not one."""
    try:
        sheets = read_sheets(open_package(data))
    except RefusedWorkbookError as error:
        faults.add(None, str(error))
        return []
    return _marked(sheets, faults)


def _marked(sheets: Iterable[Sheet], faults: Faults) -> list[tuple[Sheet, Mark]]:
    """The sheets with what they are; each that is none of ours, or is there twice, is a fault."""
    known: dict[str, tuple[Sheet, Mark]] = {}
    strange = []
    for sheet in sheets:
        mark = mark_of(sheet)
        if mark is None:
            strange += [sheet] if sheet.rows else []
        elif str(mark) in known:
            first = known[str(mark)][0].title
            faults.add(f"{sheet.title}!A1", f"This sheet is a copy of “{first}”; delete one of them.")
        else:
            known[str(mark)] = (sheet, mark)
    if not known:
        faults.add(None, "This is not an answers workbook: no sheet has the mark that stands in its hidden first row.")
        return []
    for sheet in strange:
        sentence = "This sheet is not ours, or has lost its hidden first row; delete the sheet or put the row back."
        faults.add(f"{sheet.title}!A1", sentence)
    return list(known.values())


def is_for(pack: QuestionPack, marked: Iterable[tuple[Sheet, Mark]], faults: Faults) -> bool:
    others = sorted({(mark.pack, mark.version) for _, mark in marked} - {(pack.code, pack.version)})
    for code, version in others:
        faults.add(
            None,
            f"The workbook was made for the pack {code} {version}, not for {pack.code} {pack.version}; "
            "use that pack, or move the answers to a workbook of this one.",
        )
    return not others


class TreeReader:
    """Gathers what the sheets say. Answers, criteria and evidence of a question stand on three of them."""

    def __init__(self, pack: QuestionPack, faults: Faults) -> None:
        self.pack = pack
        self.faults = faults
        self.paths = field_paths(pack)
        self.about: Tree = {"assessment": {}, "report": {}}
        self.answers: dict[str, dict[str, Node]] = {}
        self.places: dict[str, str] = {}
        self.seen: dict[str, str] = {}
        self.question_of = {criterion.id: question.id for question in pack.questions for criterion in question.criteria}
        self.kinds = {folded(kind): kind for kind in pack.evidence_kind}
        self.kinds |= {folded(label): kind for kind, label in kind_labels(pack).items()}

    def read(self, sheet: Sheet, mark: Mark) -> None:
        readers = {
            SheetKind.ASSESSMENT: self.read_field,
            SheetKind.PHASE: self.read_answer,
            SheetKind.CRITERIA: self.read_criterion,
            SheetKind.EVIDENCE: self.read_evidence,
        }
        if read_row := readers.get(mark.kind):
            for row in rows_of(sheet, mark, self.faults):
                read_row(row)

    def tree(self) -> Node:
        answers: Tree = {id_: Node(dict(said), self.places[id_]) for id_, said in self.answers.items()}
        return _node(self.about | {"answers": answers})

    def answer_to(self, question: str, place: str) -> dict[str, Node]:
        self.places.setdefault(question, place)
        return self.answers.setdefault(question, {})

    # The sheet Assessment ----------------------------------------------------------------------------------------

    def read_field(self, row: Row) -> None:
        key = row.text(Head.KEY)
        value = row.number_node(Head.VALUE) if key.startswith(WHOLE_NUMBER_KEYS) else row.node(Head.VALUE)
        if value is None:
            return
        if not key:
            row.lacks(Head.KEY, "This row has a value, but its key is missing; put it back.")
            return
        if key not in self.paths:
            meant = self.faults.meant(key, self.paths)
            hint = f"; did you mean {meant!r}?" if meant else "; put the key back."
            self.faults.add(row.place(Head.KEY), f"{quoted(key)} is not a key of this sheet{hint}")
            return
        if key in YES_OR_NO_KEYS:
            value = _yes_or_no(value)
        if key == "scope":
            value = _identifier(value) or value
        *path, name = self.paths[key]
        tree = self.about
        for branch in path:
            tree = tree.setdefault(branch, {})  # type: ignore[assignment]  # no path is the start of another
        if name in tree:
            self.faults.add(row.place(Head.KEY), f"The key {key!r} stands here a second time; keep one.")
        else:
            tree[name] = value

    # The sheets of the phases ------------------------------------------------------------------------------------

    def read_answer(self, row: Row) -> None:
        id_, inputs = row.text(Head.ID), (Head.ANSWER, Head.REASON, Head.NOTE, Head.LEVEL_REASON)
        if not id_:
            row.lacks(Head.ID, "This row has an answer, but no ID of a question; put it back.")
        elif id_ in self.seen:
            self.faults.add(
                row.place(Head.ID), f"{shortened(id_)} stands here again, first in {self.seen[id_]}; keep one."
            )
        elif row.has(*inputs) or id_ not in self.pack.question:
            said = self.answer_to(id_, row.place(Head.ANSWER))
            # Criteria and evidence may have been read first, from sheets further left.
            self.places[id_] = row.place(Head.ANSWER if id_ in self.pack.question else Head.ID)
            said.update(self.said(id_, row))
        self.seen.setdefault(id_, row.place(Head.ID))

    def said(self, id_: str, row: Row) -> dict[str, Node]:
        answer, reason = row.number_node(Head.ANSWER), row.node(Head.REASON)
        said = {"note": row.node(Head.NOTE), "reason": row.node(Head.LEVEL_REASON)}
        if not is_clear(answer):
            said |= self.choice(id_, answer, reason, row.place(Head.REASON), is_faulty=row.has(Head.REASON))
        return {key: node for key, node in said.items() if node}

    def choice(
        self, id_: str, answer: Node | None, reason: Node | None, reason_place: str, *, is_faulty: bool
    ) -> dict[str, Node | None]:
        """What the columns for the answer and its reason say together. `is_faulty`: a reason that is None is one."""
        word = folded(words(answer.value)) if answer and isinstance(answer.value, str) else ""
        said: dict[str, Node | None] = {}
        if answer and word == UNKNOWN:
            said["unknown"] = Node(True, answer.place, UNKNOWN)
        elif answer and word == NOT_APPLICABLE:
            said["not_applicable"] = _identifier(reason)
            if reason is None and not is_faulty:
                self.faults.add(reason_place, f"{id_} is not applicable; choose the reason here.")
        elif answer and word:
            allowed = ", ".join(str(allowed) for allowed in answer_words(self.pack))
            self.faults.add(answer.place, f"The answer to {id_} must be one of {allowed}, not {answer.kind}.")
        else:
            said["level"] = answer
        if reason and word != NOT_APPLICABLE:
            sentence = f"{id_} has a reason, but its answer is not “{NOT_APPLICABLE}”; choose that or empty this cell."
            self.faults.add(reason.place, sentence)
        return said

    # The sheets Criteria and Evidence ----------------------------------------------------------------------------

    def read_criterion(self, row: Row) -> None:
        state = row.node(Head.STATE)
        if state is None:
            return
        id_ = row.text(Head.ID)
        question = self.question_of.get(id_)
        word = folded(words(state.written))
        if question is None:
            self.faults.add(
                row.place(Head.ID), f"{shortened(id_) or 'Nothing'} is not the ID of a criterion of the pack."
            )
        elif word == CLEAR:
            self.clear_criterion(question, id_, str(state.place))
        elif word not in (MET, NOT_MET):
            self.faults.add(state.place, f"The state of {id_} must be “{MET}” or “{NOT_MET}”, not {state.kind}.")
        else:
            self.add(question, "met" if word == MET else "not_met", Node(id_, state.place, id_))

    def read_evidence(self, row: Row) -> None:
        question = row.text(Head.QUESTION)
        if not question:
            row.lacks(Head.QUESTION, "This evidence belongs to no question; choose one here.")
            return
        class_, kind = row.node(Head.CLASS), row.node(Head.KIND)
        if kind and (known := self.kinds.get(folded(kind.written))):
            kind = Node(known, kind.place, known)
        said = {
            "class": _identifier(class_),
            "kind": kind,
            "validity_days": row.number_node(Head.VALIDITY),
            **{key: row.node(head) for head, key in EVIDENCE_KEYS.items()},
        }
        entries = {key: node for key, node in said.items() if node}
        self.take_evidence(question, entries, row.place(Head.QUESTION), is_cleared=is_clear(class_))

    # What an import does otherwise: here there is nothing to take back --------------------------------------------

    def clear_criterion(self, question: str, criterion: str, place: str) -> None: ...

    def take_evidence(self, question: str, entries: dict[str, Node], place: str, *, is_cleared: bool) -> None:
        if not is_cleared:
            self.add(question, "evidence", Node(entries, place))

    def add(self, question: str, key: str, node: Node) -> None:
        """One more entry of a list under a question."""
        said = self.answer_to(question, str(node.place))
        found = said.setdefault(key, Node([], node.place))
        if isinstance(found.value, list):
            found.value.append(node)


def is_clear(node: Node | None) -> bool:
    return node is not None and folded(node.written) == CLEAR


def _identifier(node: Node | None) -> Node | None:
    """“Accepted risk” as the identifier that it shows."""
    if node is None or not isinstance(node.value, str):
        return node
    return Node(folded(node.value).replace(" ", "_"), node.place, node.written)


def _yes_or_no(node: Node) -> Node:
    meaning = {YES: True, "true": True, NO: False, "false": False}.get(folded(node.written))
    return node if meaning is None else Node(meaning, node.place, node.written)


def _node(tree: Tree | Node) -> Node:
    return Node({key: _node(branch) for key, branch in tree.items()}, None) if isinstance(tree, dict) else tree
