"""Reading files that people wrote: where each value stands, and a sentence for each thing that is wrong.

A reader (`yaml_reader`, `json_reader`, or a spreadsheet reader elsewhere) turns bytes into a tree of `Node`s; `Fields`
takes typed values out of it; every fault on the way is noted in `Faults`, so that a person sees all of them at once.
"""

from core.source.faults import BadInputError, Fault, Faults
from core.source.fields import Fields
from core.source.nodes import Node
from core.source.wording import quoted, shortened

__all__ = ["BadInputError", "Fault", "Faults", "Fields", "Node", "quoted", "shortened"]
