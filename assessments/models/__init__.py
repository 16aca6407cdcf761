from assessments.models.answer import Answer, AnswerVersion, Citation
from assessments.models.answer_import import AnswerImport
from assessments.models.assessment import Assessment, CompletedSection
from assessments.models.comment import Comment, Mention, Thread
from assessments.models.milestone import Milestone
from assessments.models.review import Review, ReviewEvent

__all__ = [
    "Answer",
    "AnswerImport",
    "AnswerVersion",
    "Assessment",
    "Citation",
    "Comment",
    "CompletedSection",
    "Mention",
    "Milestone",
    "Review",
    "ReviewEvent",
    "Thread",
]
