"""What an evaluation goes through, and what people are in it."""

from enum import StrEnum


class Stage(StrEnum):
    """In this order. The model is locked from `SCORING` on, quality from `LOCKED` on."""

    DRAFT = "draft"
    SCORING = "scoring"
    CONSENSUS = "consensus"
    LOCKED = "locked"
    DECIDED = "decided"

    @property
    def number(self) -> int:
        """From 1."""
        return list(Stage).index(self) + 1

    def is_from(self, other: "Stage") -> bool:
        """Whether it is that one or a later one."""
        return self.number >= other.number


class Part(StrEnum):
    """What a person was asked into an evaluation for."""

    EVALUATOR = "evaluator"
    PRICE_CLERK = "clerk"


class VersionState(StrEnum):
    """Of a model: written, waiting for a second person, or locked for good."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    LOCKED = "locked"


class Proof(StrEnum):
    """What a score rests on. Only what was verified counts beyond the cap for claims."""

    VERIFIED = "verified"
    CLAIMED = "claimed"
    NONE = "none"


class Confidence(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class AwardKind(StrEnum):
    AWARD = "award"
    CONDITIONAL = "conditional"
    NONE = "none"
