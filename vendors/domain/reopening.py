"""What a change of the model, after scoring has begun, gives back to the evaluators."""

from __future__ import annotations

from vendors.domain.changes import model_change
from vendors.domain.model import CriteriaModel


def reopened(before: CriteriaModel, after: CriteriaModel) -> tuple[str, ...]:
    """Codes of the criteria to be scored anew, in the model's order: those that apply now and did not, and those whose
    words are others. Where the levels mean something else, all do. Weights, gates and minima change no score.

    Raises WeightError as `effective_weights` does.
    """
    if before.levels != after.levels:
        return tuple(after.effective_weights())
    change = model_change(before, after)
    return tuple(code for code in after.effective_weights() if code in {*change.added, *change.reworded})


def reworded_gates(before: CriteriaModel, after: CriteriaModel) -> tuple[str, ...]:
    """Codes of the gates that say something else: what was found at their old words tells nothing of the new ones."""
    was = {each.code: (each.text, each.how_to_check) for each in before.gates}
    return tuple(
        each.code for each in after.gates if was.get(each.code, ()) not in {(), (each.text, each.how_to_check)}
    )
