from assessments.models.answer import Answer, AnswerVersion, Citation
from assessments.models.assessment import Assessment, CompletedSection

__all__ = ["Answer", "AnswerVersion", "Assessment", "Citation", "CompletedSection"]
