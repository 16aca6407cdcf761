from roadmap.models.accepted_plan import AcceptedPlan
from roadmap.models.action import Action, ActionComment, ActionEvidence, ActionLink, Dependency
from roadmap.models.action_change import ActionChange
from roadmap.models.action_import import ActionImport
from roadmap.models.artifact import Artifact, ArtifactEvent, ArtifactVersion
from roadmap.models.calendar_feed import CalendarFeed
from roadmap.models.checklist import ChecklistItem
from roadmap.models.phase import Decision, GatePassing, RoadmapPhase
from roadmap.models.pilot import Pilot, PilotCheckIn, PilotHandover, PilotMeasure
from roadmap.models.roadmap import Roadmap
from roadmap.models.snapshot import Snapshot

__all__ = [
    "AcceptedPlan",
    "Action",
    "ActionChange",
    "ActionComment",
    "ActionEvidence",
    "ActionImport",
    "ActionLink",
    "Artifact",
    "ArtifactEvent",
    "ArtifactVersion",
    "CalendarFeed",
    "ChecklistItem",
    "Decision",
    "Dependency",
    "GatePassing",
    "Pilot",
    "PilotCheckIn",
    "PilotHandover",
    "PilotMeasure",
    "Roadmap",
    "RoadmapPhase",
    "Snapshot",
]
