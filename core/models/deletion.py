"""Deletion that can be taken back: a row is marked, disappears from every page, and is purged later."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeletableQuerySet(models.QuerySet[Any]):
    def alive(self) -> Self:
        return self.filter(deleted_at=None)


class Deletable(models.Model):
    """`deleted_at` is set when a person deletes the row, and emptied when they take that back."""

    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
