"""Reads an answers file's tree against a pack: the head and one answer per question, every fault noted.

The tree is the same whatever the file's format; docs/answers.schema.json describes it.
"""

from __future__ import annotations

from assessments.domain.answers import Answer, Evidence, Reason, Scope, State, Targets
from assessments.domain.criteria import suggested_level
from assessments.domain.submission import Submission
from catalog.domain.question_pack import EvidenceClass, Question, QuestionPack
from core.source import Fields, quoted, shortened

LONGEST_NOTE = 16_000
"""A cell of a spreadsheet holds 32,767 characters, and one of ours may take two there."""
MOST_EVIDENCE = 50


def read_submission(top: Fields, pack: QuestionPack) -> Submission:
    """The submission as far as it could be read; use it only where no fault was noted."""
    head = top.mapping("assessment", "assessment", required=False)
    scope = _scope(head, pack)
    return Submission(
        organisation=head.text("organisation", required=False, longest=200),
        title=head.text("title", required=False, longest=200),
        as_of=head.date("as_of"),
        targets=_targets(head, pack),
        answers=_answers(top.mapping("answers", "answers"), pack, scope),
        scope=scope,
    )


def _scope(head: Fields, pack: QuestionPack) -> Scope:
    scope = Scope(head.choice("scope", tuple(Scope), required=False) or Scope.FULL)
    if scope is Scope.CORE and not pack.core.questions:
        head.fault("scope", f"is core, but the pack {pack.code} {pack.version} has no core questions.")
        return Scope.FULL
    return scope


def _targets(head: Fields, pack: QuestionPack) -> Targets:
    low, high = pack.scale.min, pack.scale.max
    overall = head.integer("target", low=low, high=high, default=pack.default_target)
    by_phase = head.mapping("targets", "targets", required=False)
    found = []
    for phase in pack.phases:
        if by_phase.has(phase.id):
            found.append((phase.id, by_phase.integer(phase.id, low=low, high=high)))
    return Targets(overall, tuple(found))


def _answers(entries: Fields, pack: QuestionPack, scope: Scope) -> dict[str, Answer]:
    found = {}
    retired = {question.id: question.into for question in pack.retired_questions}
    for id_, node in entries.entries.items():
        entries.asked[id_] = None
        question = pack.question.get(id_)
        if question is None:
            where = f"{shortened(id_)} is not a question of the pack {pack.code} {pack.version}."
            if id_ in retired:
                where += f" It went into {' and '.join(retired[id_])}."
            elif meant := entries.faults.meant(id_, pack.question):
                where += f" Did you mean {meant}?"
            entries.faults.add(node.place, where)
        elif node.value is not None and scope is Scope.CORE and not question.core:
            sentence = f"{id_} is not among the core questions; remove it, or set the scope to full."
            entries.faults.add(node.place, sentence)
        elif node.value is not None:
            found[id_] = _AnswerReader(entries.child(node, id_), question, pack).answer()
    return found


class _AnswerReader:
    """Reads the answer to one question."""

    def __init__(self, item: Fields, question: Question, pack: QuestionPack) -> None:
        self.item = item
        self.question = question
        self.pack = pack

    def answer(self) -> Answer:
        item = self.item
        met, not_met = self.criteria("met"), self.criteria("not_met")
        if both := met & not_met:
            item.fault("not_met", f"names {', '.join(sorted(both))}, which stands under 'met' too.")
        state = self.state(ticked=item.has("met"))
        note = item.text("note", required=False, longest=LONGEST_NOTE, lines=True)
        answer = Answer(
            state=state,
            level=self.level(met) if state is State.ANSWERED else None,
            reason=self.not_applicable_reason() if state is State.NOT_APPLICABLE else None,
            note=note,
            evidence=self.evidence(),
            met=met,
            not_met=not_met,
            level_reason=item.text("reason", required=False, longest=LONGEST_NOTE, lines=True),
        )
        self.check_level_reason(answer)
        return answer

    def state(self, *, ticked: bool) -> State:
        item = self.item
        said = {
            State.ANSWERED: item.has("level") or ticked,
            State.NOT_APPLICABLE: item.has("not_applicable"),
            State.UNKNOWN: item.flag("unknown"),
        }
        states = [state for state, is_said in said.items() if is_said]
        if len(states) > 1:
            item.fault(
                "this",
                "says more than one of a level (or criteria met), not_applicable and unknown; keep one.",
            )
        return states[0] if states else State.UNANSWERED

    def criteria(self, key: str) -> frozenset[str]:
        ids = frozenset(self.item.texts(key, required=False)) - {""}
        known = {criterion.id for criterion in self.question.criteria}
        for id_ in sorted(ids - known):
            meant = self.item.faults.meant(id_, known)
            hint = f"; did you mean {meant}?" if meant else "."
            self.item.fault(key, f"names {quoted(id_)}, which is not a criterion of {self.question.id}{hint}")
        return ids

    def level(self, met: frozenset[str]) -> int:
        scale = self.pack.scale
        if self.item.has("level"):
            return self.item.integer("level", low=scale.min, high=scale.max)
        return suggested_level(self.question, scale, met)

    def check_level_reason(self, answer: Answer) -> None:
        """A level that differs from what the ticked criteria suggest stands, but wants to be explained."""
        if answer.level is None or not self.item.has("met") or self.item.has("reason"):
            return
        if self.item.has("level") and self.item.entries["level"].value != answer.level:
            return  # it is a fault already
        suggested = suggested_level(self.question, self.pack.scale, answer.met)
        if answer.level != suggested:
            self.item.fault(
                "level",
                f"is {answer.level}, but the criteria met suggest {suggested}; say why under 'reason'.",
            )

    def not_applicable_reason(self) -> Reason | None:
        chosen = self.item.choice("not_applicable", tuple(Reason))
        reason = Reason(chosen) if chosen else None
        if reason and reason.needs_note and not self.item.has("note"):
            self.item.fault("not_applicable", f"needs a note that explains it where the reason is {reason}.")
        return reason

    def evidence(self) -> tuple[Evidence, ...]:
        what = f"{self.question.id}, evidence"
        items = self.item.items("evidence", what, required=False, most=MOST_EVIDENCE)
        return tuple(map(self.one_evidence, items))

    def one_evidence(self, item: Fields) -> Evidence:
        kind = item.text("kind", required=False)
        known = self.pack.evidence_kind.get(kind)
        if kind and known is None:
            item.fault("kind", f"must be an evidence kind of the pack, not {quoted(kind)}.")
        class_ = item.choice("class", tuple(EvidenceClass), required=not item.has("kind"))
        if class_ and known and class_ != known.evidence_class:
            item.fault("class", f"is {class_}, but the kind {kind} is a {known.evidence_class}.")
        link, reference = item.link("link"), item.text("reference", required=False)
        if not item.has("link") and not item.has("reference"):
            item.fault("this", "needs a link or a reference, so that others can find it.")
        return Evidence(
            evidence_class=EvidenceClass(class_)
            if class_
            else known.evidence_class
            if known
            else EvidenceClass.DOCUMENT,
            title=item.text("title", longest=300),
            link=link,
            reference=reference,
            observed=item.date("observed"),
            validity_days=item.integer("validity_days", low=1, high=3650, default=0) or None,
            kind=kind or None,
        )
