from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.domain.question_pack import EvidenceClass


class ClassChoice(models.TextChoices):
    DOCUMENT = EvidenceClass.DOCUMENT.value, _("Document: says how it should be")
    MEASUREMENT = EvidenceClass.MEASUREMENT.value, _("Measurement: shows that it happened")
