from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.domain.options import Chapter, Detail


class DetailChoice(models.TextChoices):
    BOARD = Detail.BOARD.value, _("For a board: 4 to 6 pages")
    FULL = Detail.FULL.value, _("Full: every question with its evidence")


class ChapterChoice(models.TextChoices):
    METHOD = Chapter.METHOD.value, _("How this was assessed")
    RESULTS = Chapter.RESULTS.value, _("Results")
    STEPS = Chapter.STEPS.value, _("What to do first")
    PHASES = Chapter.PHASES.value, _("Phases")
    OPEN = Chapter.OPEN.value, _("What is not known")
    COMMENTS = Chapter.COMMENTS.value, _("Open comments of the workspace")
    RESOLVED_COMMENTS = Chapter.RESOLVED_COMMENTS.value, _("Resolved comments of the workspace")
    APPENDIX = Chapter.APPENDIX.value, _("Appendix (full reports only)")
