"""An evaluation of vendors as a workbook, a table a sheet: only what the person who asks for it may see.

A sheet that is sealed for them is not in it. “Vendors”, “Criteria” and “My scores” can be read in again.
"""

from __future__ import annotations

from typing import IO

from reports.exporters.evaluation_outcome import day_of, outcome_tables, percent
from reports.exporters.result_tables import Column, Form, Table, Value
from reports.exporters.results_xlsx import write_tables
from reports.queries.evaluation_contents import Contents
from vendors.choices import ConfidenceChoice, ProofChoice
from vendors.domain.model import TOP
from vendors.queries.changes import previous_of
from vendors.queries.names import file_name_of
from vendors.queries.own_sheet import OwnSheet

TEXT, WHOLE, DATE, SCORE = Form.TEXT, Form.WHOLE, Form.DATE, Form.NUMBER


def write_evaluation_workbook(found: Contents, to: IO[bytes]) -> None:
    """The same contents give the same bytes."""
    title, day = f"{found.evaluation.title}: evaluation", found.evaluation.workspace.today
    write_tables(evaluation_tables(found), None, to, title=title, day=day)


def evaluation_tables(found: Contents) -> list[Table]:
    tables = [_overview(found), _criteria(found), _gates(found), _versions(found), _people(found), _proposals(found)]
    if found.vendors is not None:
        tables.append(_vendors(found))
    if found.answers:
        tables.append(_answers(found))
    if found.documents:
        tables.append(_documents(found))
    if found.own is not None:
        tables.append(_own_scores(found, found.own))
    return [*tables, *outcome_tables(found)]


def _overview(found: Contents) -> Table:
    evaluation = found.evaluation
    rows: list[tuple[str, Value, Form]] = [
        ("Evaluation", evaluation.title, TEXT),
        ("Organisation", evaluation.workspace.name, TEXT),
        ("What is to be decided", evaluation.purpose, TEXT),
        ("Moderator", str(evaluation.moderator or ""), TEXT),
        ("Stage", evaluation.get_stage_display(), TEXT),
        ("Proposals due", day_of(found, evaluation.deadline_at), DATE),
        ("Opened", day_of(found, evaluation.opened_at), DATE),
        ("Consensus opened", day_of(found, evaluation.consensus_at), DATE),
        ("Quality locked", day_of(found, evaluation.locked_at), DATE),
        ("Begun again from", str(previous_of(evaluation) or ""), TEXT),
        ("Version in force", found.version.number, WHOLE),
        ("Content hash", found.version.content_hash, TEXT),
        ("Most that a claim counts", found.version.unproven_cap, WHOLE),
    ]
    columns = (Column("Item", TEXT, 28), Column("Value", TEXT, 80))
    return Table("Evaluation", columns, [row[:2] for row in rows], tuple(form for _name, _value, form in rows))


def _criteria(found: Contents) -> Table:
    chosen = found.weights.get("", {})
    scenarios = [name for name in found.weights if name]
    columns = (
        Column("Group", TEXT, 26),
        Column("Key", TEXT, 12),
        Column("Criterion", TEXT, 36),
        Column("Question", TEXT, 44),
        *(Column(f"Anchor {level}", TEXT, 28) for level in range(TOP + 1)),
        Column("Effective weight, %", SCORE, 12),
        *(Column(f"Weight for {name}, %"[:60], SCORE, 12) for name in scenarios),
        Column("Why it does not apply", TEXT, 30),
    )
    rows = [
        (
            group.title,
            each.key,
            each.title,
            each.question,
            *(each.anchors[level] if level < len(each.anchors) else "" for level in range(TOP + 1)),
            percent(chosen.get(each.key)),
            *(percent(found.weights[name].get(each.key)) for name in scenarios),
            each.not_applicable_reason,
        )
        for group in found.version.groups.all()
        for each in group.criteria.all()
    ]
    return Table("Criteria", columns, rows)


def _gates(found: Contents) -> Table:
    columns = (
        Column("Key", TEXT, 12),
        Column("Gate", TEXT, 60),
        Column("How to check", TEXT, 60),
        Column("Criterion", TEXT, 36),
    )
    titles = found.titles
    rows = [
        (each.key, each.text, each.how_to_check, titles.get(each.criterion, "")) for each in found.version.gates.all()
    ]
    return Table("Gates", columns, rows)


def _versions(found: Contents) -> Table:
    columns = (
        Column("Version", WHOLE, 9),
        Column("State", TEXT, 26),
        Column("Reason", TEXT, 60),
        Column("Proposed by", TEXT, 22),
        Column("Locked by", TEXT, 22),
        Column("Locked", DATE, 13),
        Column("Content hash", TEXT, 66),
    )
    rows = [
        (
            each.number,
            each.get_state_display(),
            each.reason,
            str(each.proposed_by or ""),
            str(each.locked_by or ""),
            day_of(found, each.locked_at),
            each.content_hash,
        )
        for each in found.versions
    ]
    return Table("Versions", columns, rows)


def _people(found: Contents) -> Table:
    columns = (Column("Person", TEXT, 28), Column("Part", TEXT, 18), Column("Handed in", DATE, 13))
    rows = [(str(each), each.get_part_display(), day_of(found, each.submitted_at)) for each in found.participants]
    return Table("People", columns, rows)


def _proposals(found: Contents) -> Table:
    columns = (
        Column("Vendor", TEXT, 28),
        Column("What is proposed", TEXT, 70),
        Column("Handed in", DATE, 13),
        Column("Late", TEXT, 8),
        Column("Withdrawn", DATE, 13),
        Column("Why withdrawn", TEXT, 40),
    )
    rows = [
        (
            found.names[each.pk],
            each.description if found.seat.sees_proposal(each.pk) else "",
            day_of(found, each.submitted_at),
            "yes" if each.is_late else "no",
            day_of(found, each.withdrawn_at),
            each.withdrawn_reason,
        )
        for each in found.proposals
    ]
    return Table("Proposals", columns, rows)


def _vendors(found: Contents) -> Table:
    columns = (
        Column("Vendor", TEXT, 28),
        Column("Website", Form.LINK, 30),
        Column("Description", TEXT, 60),
        Column("Contact", TEXT, 26),
        Column("Contact mail", TEXT, 30),
        Column("Contact telephone", TEXT, 20),
        Column("Contact role", TEXT, 24),
    )
    rows: list[tuple[Value, ...]] = []
    for vendor in found.vendors or ():
        of_vendor = (vendor.name, vendor.website, vendor.description)
        contacts = [each for each in vendor.contacts.all() if each.deleted_at is None]
        rows += [(*of_vendor, each.name, each.email, each.phone, each.role) for each in contacts] or [
            (*of_vendor, "", "", "", "")
        ]
    return Table("Vendors", columns, rows)


def _answers(found: Contents) -> Table:
    columns = (
        Column("Vendor", TEXT, 28),
        Column("Key", TEXT, 12),
        Column("Criterion", TEXT, 36),
        Column("Answer", TEXT, 90),
    )
    titles = found.titles
    rows = [
        (found.names[each.proposal_id], each.criterion, titles.get(each.criterion, ""), each.text)
        for each in found.answers
    ]
    return Table("Answers", columns, rows)


def _documents(found: Contents) -> Table:
    columns = (
        Column("Vendor", TEXT, 28),
        Column("Title", TEXT, 44),
        Column("File", TEXT, 40),
        Column("Criterion", TEXT, 36),
        Column("About the price", TEXT, 10),
        Column("Uploaded", DATE, 13),
    )
    titles = found.titles
    rows = [
        (
            found.names[each.proposal_id],
            each.title,
            file_name_of(each, found.seat),
            titles.get(each.criterion, ""),
            "yes" if each.is_price else "no",
            day_of(found, each.uploaded_at),
        )
        for each in found.documents
    ]
    return Table("Documents", columns, rows)


def _own_scores(found: Contents, own: OwnSheet) -> Table:
    columns = (
        Column("Vendor", TEXT, 28),
        Column("Key", TEXT, 12),
        Column("Criterion", TEXT, 36),
        Column("Score", WHOLE, 8),
        Column("Rationale", TEXT, 60),
        Column("Proof", TEXT, 26),
        Column("Evidence", TEXT, 40),
        Column("Confidence", TEXT, 12),
    )
    rows = []
    for proposal, criterion in own.places:
        score = own.at(proposal, criterion)
        proof = str(ProofChoice(score.proof).label) if score.proof else ""
        confidence = str(ConfidenceChoice(score.confidence).label) if score.confidence else ""
        said = (score.level, score.rationale, proof, score.evidence, confidence)
        rows.append((found.names[proposal.pk], criterion.key, criterion.title, *said))
    return Table("My scores", columns, rows)
