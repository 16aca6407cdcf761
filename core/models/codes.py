"""What has an address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.codes import LENGTH, new_code


class PublicCode(models.Model):
    """Named in addresses and documents by a random code, which says nothing about how many there are."""

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)

    class Meta:
        abstract = True
