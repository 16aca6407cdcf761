from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.domain.question_pack import EvidenceClass


class ClassChoice(models.TextChoices):
    DOCUMENT = EvidenceClass.DOCUMENT.value, _("Document: says how it should be")
    MEASUREMENT = EvidenceClass.MEASUREMENT.value, _("Measurement: shows that it happened")


CLASS_NAMES = {ClassChoice.DOCUMENT.value: _("Document"), ClassChoice.MEASUREMENT.value: _("Measurement")}


class Shown(models.TextChoices):
    """What of the register is shown. The numbers are days."""

    ALL = "", _("All")
    COUNTS = "counts", _("Counts now")
    WITHIN_30 = "30", _("Lapses within 30 days")
    WITHIN_60 = "60", _("60 days")
    WITHIN_90 = "90", _("90 days")
    LAPSED = "lapsed", _("Lapsed")
    UNDATED = "undated", _("No date")
    UNCITED = "uncited", _("Cited nowhere")


class Order(models.TextChoices):
    LAPSE = "lapse", _("What lapses first")
    OBSERVED = "observed", _("What was observed last")
    TITLE = "title", _("Title")
