"""Where actions, artifacts and pilots stand."""

from __future__ import annotations

from enum import StrEnum


class ActionState(StrEnum):
    """The columns of the board, and what was given up. `waiting` is for what a person says waits: for a supplier, a
    decision. What waits for another action is told from its dependencies, in whatever state it is."""

    TO_DO = "to_do"
    DOING = "doing"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATES


OPEN_STATES = (ActionState.TO_DO, ActionState.DOING, ActionState.WAITING)


class Origin(StrEnum):
    """Where an action comes from."""

    GAP = "gap"
    HAND = "hand"
    DECISION = "decision"


class ArtifactStatus(StrEnum):
    """An accepted artifact turns outdated after its review date; it never turns so by itself from another state."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    OUTDATED = "outdated"


class PilotDecision(StrEnum):
    """What is decided at the end of a pilot."""

    SCALE = "scale"
    EXTEND = "extend"
    STOP = "stop"


class CheckInMood(StrEnum):
    """What a weekly check-in says of the pilot."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    STOP_RULE = "stop_rule"
