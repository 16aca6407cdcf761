"""Reads a question pack's file: fields into dataclasses, a fault for each thing that is missing or wrong."""

from __future__ import annotations

from string import ascii_lowercase

from catalog.domain.question_pack import (
    Artifact,
    Checklist,
    ChecklistItem,
    Condition,
    Criterion,
    CriterionKind,
    Decision,
    Domain,
    Duration,
    Effort,
    EvidenceCaps,
    EvidenceClass,
    EvidenceClassText,
    EvidenceKind,
    ExitGate,
    GateLevel,
    NextStep,
    Phase,
    ProfileMatch,
    ProfileOption,
    ProfileQuestion,
    Question,
    QuestionPack,
    Reference,
    RetiredQuestion,
    Term,
)
from catalog.files.names import Names
from catalog.files.question_pack_checks import Sound, check_question_pack
from catalog.files.shared import read_head, read_scale, read_texts
from core.source import Fields

CLASSES = tuple(EvidenceClass)


def read_question_pack(top: Fields) -> QuestionPack:
    """The pack as far as it could be read; use it only where no fault was noted."""
    reader = _Reader(top)
    pack = reader.pack(top)
    reader.names.check()
    check_question_pack(pack, reader.names, reader.sound)
    return pack


class _Reader:
    """Reads the parts of one pack, which share its scale and its names."""

    def __init__(self, top: Fields) -> None:
        self.faults = top.faults
        self.names = Names()
        self.scale = read_scale(top)
        self.sound = Sound(scale=not top.faults)

    def level(self, item: Fields, key: str, *, default: int | None = None) -> int:
        return item.integer(key, low=self.scale.min, high=self.scale.max, default=default)

    def pack(self, top: Fields) -> QuestionPack:
        names = self.names
        code, version, title, language = read_head(top)
        noted = self.faults.count
        evidence = top.mapping("evidence", "evidence")
        caps = self.caps(evidence.mapping("caps", "evidence caps"))
        kinds = tuple(map(self.evidence_kind, evidence.items("kinds", "evidence kind", least=1)))
        self.sound.evidence = self.faults.count == noted
        return QuestionPack(
            code=code,
            version=version,
            title=title,
            language=language,
            summary=top.text("summary"),
            scope_note=top.text("scope_note", required=False, lines=True),
            default_target=self.level(top, "default_target", default=self.scale.max - 1),
            scale=self.scale,
            counting_rules=read_texts(top, "counting_rules", "counting rule", names),
            evidence_caps=caps,
            validity_default_days=evidence.integer("validity_default_days", low=1, high=3650, default=180),
            evidence_classes=tuple(
                map(self.evidence_class, evidence.items("classes", "evidence class", required=False))
            ),
            evidence_kinds=kinds,
            glossary=tuple(map(self.term, top.items("glossary", "glossary entry", required=False))),
            references=tuple(map(self.reference, top.items("references", "reference", required=False))),
            profile=tuple(map(self.profile, top.items("profile", "profile question", required=False))),
            domains=tuple(map(self.domain, top.items("domains", "domain", least=1))),
            artifacts=tuple(map(self.artifact, top.items("artifacts", "artifact", required=False))),
            gate_rules=top.texts("gate_rules", required=False),
            phases=tuple(map(self.phase, top.items("phases", "phase", least=1))),
            checklists=tuple(map(self.checklist, top.items("checklists", "checklist", required=False))),
            questions=tuple(map(self.question, top.items("questions", "question", least=1))),
            retired_questions=tuple(
                map(self.retired, top.items("retired_questions", "retired question", required=False))
            ),
        )

    # The small parts ---------------------------------------------------------------------------------------------

    def caps(self, item: Fields) -> EvidenceCaps:
        noted = self.faults.count
        caps = EvidenceCaps(*(self.level(item, key) for key in ("none", *CLASSES)))
        if self.faults.count == noted and not caps.none <= caps.document <= caps.measurement:
            item.faults.add(item.node.place, "The evidence caps must rise: none, then document, then measurement.")
        return caps

    def evidence_class(self, item: Fields) -> EvidenceClassText:
        id_ = EvidenceClass(item.choice("id", CLASSES) or CLASSES[0])
        return EvidenceClassText(id_, item.text("title"), item.text("meaning"))

    def evidence_kind(self, item: Fields) -> EvidenceKind:
        class_ = EvidenceClass(item.choice("class", CLASSES) or CLASSES[0])
        return EvidenceKind(self.names.define("evidence kind", item), item.text("title"), class_)

    def term(self, item: Fields) -> Term:
        return Term(self.names.define("glossary entry", item), item.text("term"), item.text("meaning"))

    def reference(self, item: Fields) -> Reference:
        return Reference(self.names.define("reference", item), item.text("title"), item.link("url", required=True))

    def domain(self, item: Fields) -> Domain:
        return Domain(self.names.define("domain", item), item.text("title"), item.text("question", required=False))

    def retired(self, item: Fields) -> RetiredQuestion:
        into = self.names.uses("question", item, "into", required=True)
        return RetiredQuestion(self.names.define("retired question", item), into, item.text("reason"))

    def artifact(self, item: Fields) -> Artifact:
        return Artifact(
            self.names.define("artifact", item),
            item.text("title"),
            self.names.use("phase", item, "phase"),
            item.texts("done_when", least=1),
            item.texts("outline", least=1),
        )

    def profile(self, item: Fields) -> ProfileQuestion:
        id_ = self.names.define("profile question", item)
        options = tuple(
            ProfileOption(self.names.define(f"option of {id_}", option), option.text("title"))
            for option in item.items("options", f"{item.what}, option", least=2)
        )
        return ProfileQuestion(id_, item.text("title"), item.flag("multiple"), options)

    # Phases and checklists ---------------------------------------------------------------------------------------

    def phase(self, item: Fields) -> Phase:
        return Phase(
            id=self.names.define("phase", item),
            code=item.text("code", longest=8),
            title=item.text("title"),
            weight=item.positive("weight", default=1),
            goal=item.text("goal"),
            objective=item.text("objective"),
            entry_questions=read_texts(item, "entry_questions", "entry question", self.names),
            checklist=tuple(map(self.checklist_item, item.items("checklist", "checklist item", required=False))),
            artifacts=self.names.uses("artifact", item, "artifacts"),
            exit_gate=self.exit_gate(item.mapping("exit_gate", f"{item.what}, exit gate")),
            duration=self.duration(item.mapping("duration", f"{item.what}, duration")),
            pitfalls=item.texts("pitfalls", required=False),
        )

    def duration(self, item: Fields) -> Duration:
        least = item.integer("weeks_min", low=0, high=520)
        return Duration(least, item.integer("weeks_max", low=least, high=520), item.text("note", required=False))

    def checklist(self, item: Fields) -> Checklist:
        items = tuple(map(self.checklist_item, item.items("items", "checklist item", least=1)))
        return Checklist(self.names.define("checklist", item), item.text("title"), item.text("intro"), items)

    def checklist_item(self, item: Fields) -> ChecklistItem:
        return ChecklistItem(
            self.names.define("checklist item", item),
            item.text("text"),
            item.text("done_when"),
            self.names.uses("question", item, "questions"),
            self.names.uses("artifact", item, "artifacts"),
        )

    def exit_gate(self, gate: Fields) -> ExitGate:
        verified_score = gate.positive("verified_score", default=self.scale.max)
        if not self.scale.min <= verified_score <= self.scale.max:
            gate.fault("verified_score", f"must be a score from {self.scale.min} to {self.scale.max}.")
        return ExitGate(
            verified_score=verified_score,
            questions=tuple(
                GateLevel(self.names.use("question", item, "id"), self.level(item, "level"))
                for item in gate.items("questions", f"{gate.what}, question", required=False)
            ),
            artifacts=self.names.uses("artifact", gate, "artifacts"),
            decisions=tuple(
                Decision(self.names.define("decision", item), item.text("text"), item.text("decided_by"))
                for item in gate.items("decisions", f"{gate.what}, decision", required=False)
            ),
        )

    # Questions ---------------------------------------------------------------------------------------------------

    def question(self, item: Fields) -> Question:
        noted = self.faults.count
        id_ = self.names.define("question", item)
        references = item.texts("references", required=False)
        for reference in references:
            # "aws-rel REL 5": the source's id, then the place in it.
            if reference:
                self.names.refer("reference", reference.split(" ")[0], item, "references")
        question = Question(
            id=id_,
            phase=self.names.use("phase", item, "phase"),
            domain=self.names.use("domain", item, "domain"),
            core=item.flag("core"),
            title=item.text("title"),
            why=item.text("why"),
            risk=item.text("risk"),
            weight=item.positive("weight", default=1),
            impact=item.integer("impact", low=1, high=5),
            effort=Effort(item.choice("effort", tuple(Effort)) or Effort.MEDIUM),
            levels=self.level_texts(item),
            criteria=self.criteria(item.mapping("criteria", f"{item.what}, criteria"), id_),
            action=item.text("action"),
            next_steps=tuple(map(self.next_step, item.items("next_steps", f"{item.what}, next step"))),
            evidence=self.names.uses("evidence kind", item, "evidence", required=True, least=1),
            artifact=self.names.use("artifact", item, "artifact", required=False) or None,
            depends_on=self.names.uses("question", item, "depends_on"),
            references=references,
            topics=item.texts("topics", required=False),
            not_applicable_when=self.conditions(item, "not_applicable_when"),
            focus_when=self.conditions(item, "focus_when"),
        )
        if self.faults.count == noted:
            self.sound.questions.append((question, item))
        return question

    def level_texts(self, item: Fields) -> tuple[str, ...]:
        levels, low, high = item.texts("levels"), self.scale.min, self.scale.max
        if len(levels) != high - low + 1:
            item.fault(
                "levels",
                f"needs {high - low + 1} texts, one per level from {low} to {high}, not {len(levels)}.",
            )
        return levels

    def criteria(self, by_level: Fields, question: str) -> tuple[Criterion, ...]:
        """Criteria of each level above the lowest, named by question, level and letter in the order of the file."""
        found = []
        for level in range(self.scale.min + 1, self.scale.max + 1):
            entries = by_level.list_of(str(level), least=1)
            if len(entries) > len(ascii_lowercase):
                by_level.fault(
                    str(level),
                    f"has {len(entries)} criteria; at most {len(ascii_lowercase)} can be lettered.",
                )
            for letter, node in zip(ascii_lowercase, entries, strict=False):
                entry = by_level.child(node, f"criterion {question}.{level}{letter}")
                kinds = [kind for kind in CriterionKind if entry.has(kind)]
                if len(kinds) == 1:
                    found.append(Criterion(f"{question}.{level}{letter}", level, kinds[0], entry.text(kinds[0])))
                else:
                    by_level.faults.add(node.place, f"{entry.named('this')} needs one text, under 'must' or 'should'.")
        return tuple(found)

    def next_step(self, item: Fields) -> NextStep:
        return NextStep(self.level(item, "from"), self.level(item, "to"), item.text("text"))

    def conditions(self, item: Fields, key: str) -> tuple[Condition, ...]:
        found = []
        for entry in item.items(key, f"{item.what}, {key}", required=False):
            parts = list(entry.items("all", f"{entry.what}, all", least=1)) if entry.has("all") else [entry]
            found.append(Condition(tuple(map(self.match, parts)), entry.text("reason")))
        return tuple(found)

    def match(self, part: Fields) -> ProfileMatch:
        profile = self.names.use("profile question", part, "profile")
        if part.has("in"):
            return ProfileMatch(profile, self.names.uses(f"option of {profile}", part, "in", required=True, least=1))
        return ProfileMatch(profile, (self.names.use(f"option of {profile}", part, "is"),))
