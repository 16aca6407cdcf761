"""From an answers file in any of its formats to a tree of nodes."""

from __future__ import annotations

from pathlib import Path, PurePath

from assessments.files.workbook.reader import read_workbook
from catalog.domain.question_pack import QuestionPack
from core.source import BadInputError, Fault, Faults, Fields
from core.source.json_reader import read_json
from core.source.limits import Limits, read_file
from core.source.yaml_reader import read_yaml

ZIP_START = b"PK"
ONLY_IN_RESULTS = "scoring_version"
WORKBOOK_LIMITS = Limits(size=10 * 1024 * 1024)


def load_answers(path: Path, pack: QuestionPack) -> Fields:
    """As `parse_answers`, of the file at this path."""
    return parse_answers(read_file(path, WORKBOOK_LIMITS), path.name, pack)


def parse_answers(data: bytes, name: str, pack: QuestionPack) -> Fields:
    """The file's tree, to be read with `read_submission`; faults so far are noted in its `faults`.

    A workbook is known by its content, JSON by its name; everything else is YAML. Raises BadInputError where there is
    nothing that could be read on.
    """
    faults, ending = Faults(name), PurePath(name).suffix.lower()
    if data.startswith(ZIP_START) or ending == ".xlsx":
        node = read_workbook(data, faults, pack)
    elif ending == ".json":
        node = read_json(data, faults)
    else:
        node = read_yaml(data, faults)
    if node and isinstance(node.value, dict) and ONLY_IN_RESULTS in node.value:
        raise BadInputError([Fault(name, None, "These are results, not answers; name the answers file instead.")])
    if node is None:
        faults.raise_if_any()
    return Fields(node, faults)
