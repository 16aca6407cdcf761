from assessments.models.answer import Answer, AnswerVersion, Citation
from assessments.models.answer_import import AnswerImport
from assessments.models.assessment import Assessment, CompletedSection
from assessments.models.milestone import Milestone

__all__ = ["Answer", "AnswerImport", "AnswerVersion", "Assessment", "Citation", "CompletedSection", "Milestone"]
