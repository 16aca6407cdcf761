"""From a pack's file, or from the packs that ship with the product, to a checked pack."""

from __future__ import annotations

from pathlib import Path

from catalog.domain.criteria_pack import CriteriaPack
from catalog.domain.normal_form import Pack
from catalog.domain.question_pack import QuestionPack
from catalog.files.criteria_pack import read_criteria_pack
from catalog.files.question_pack import read_question_pack
from core.source import BadInputError, Fault, Faults, Fields
from core.source.limits import read_file
from core.source.yaml_reader import read_yaml

SHIPPED = Path(__file__).parent.parent / "packs"
QUESTION_SCHEMA = "rungs/question-pack/1"
CRITERIA_SCHEMA = "rungs/criteria-pack/1"


def shipped_codes() -> list[str]:
    """The codes of the packs that ship with the product."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def pack_path(code_or_file: str) -> Path:
    """The file of the shipped pack of that code, or the file of that name."""
    return SHIPPED / f"{code_or_file}.yaml" if code_or_file in shipped_codes() else Path(code_or_file)


def load_pack(code_or_file: str) -> Pack:
    """The shipped pack of that code, or the pack in that file. Raises BadInputError with every fault of it."""
    path = pack_path(code_or_file)
    data = read_file(path, hint=f"Shipped packs: {', '.join(shipped_codes())}.")
    return parse_pack(data, path.name)


def load_question_pack(code_or_file: str) -> QuestionPack:
    """As `load_pack`, for a pack that must have questions."""
    pack = load_pack(code_or_file)
    if isinstance(pack, QuestionPack):
        return pack
    raise BadInputError([Fault(code_or_file, None, "This is a criteria pack; an assessment needs a question pack.")])


def parse_pack(data: bytes, file: str) -> Pack:
    """The pack in these bytes. Raises BadInputError with every fault of it."""
    faults = Faults(file)
    node = read_yaml(data, faults)
    if node is None:
        faults.raise_if_any()
    top = Fields(node, faults)
    schema = top.choice("schema", (QUESTION_SCHEMA, CRITERIA_SCHEMA))
    if schema is None:
        faults.raise_if_any()
    pack: QuestionPack | CriteriaPack
    pack = read_question_pack(top) if schema == QUESTION_SCHEMA else read_criteria_pack(top)
    top.close()
    faults.raise_if_any()
    return pack
