"""From what evaluators gave one by one to what is agreed: what is proposed where nobody disputes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vendors.domain.model import UNVERIFIED_CAP
from vendors.domain.scoring import Score
from vendors.domain.stages import Proof


@dataclass(frozen=True, slots=True)
class Given:
    """A level from 0 to 5, and what it rests on."""

    level: int
    proof: Proof

    @property
    def score(self) -> Score:
        return Score(self.level, self.proof is Proof.VERIFIED)

    def counts(self, cap: int = UNVERIFIED_CAP) -> int:
        """As which level it enters sums."""
        return self.level if self.proof is Proof.VERIFIED else min(self.level, cap)


def suggested(given: Sequence[Given], cap: int = UNVERIFIED_CAP) -> Given:
    """The median of the counted levels, the lower one of two, on the proof that most name, the weaker one of as many.

    Of at least one. A whole level that somebody gave; where the proof is no verified one, no more than the cap.
    """
    levels = sorted(each.counts(cap) for each in given)
    verified = sum(each.proof is Proof.VERIFIED for each in given)
    return Given(levels[(len(levels) - 1) // 2], Proof.VERIFIED if 2 * verified > len(given) else _weaker(given))


def _weaker(given: Sequence[Given]) -> Proof:
    named = Counter(each.proof for each in given)
    return Proof.CLAIMED if named[Proof.CLAIMED] > named[Proof.NONE] else Proof.NONE
