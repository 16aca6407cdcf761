"""What people edit has a revision, and a write names the one it saw: nobody overwrites what they have not read."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

LAST_REVISION = 2**31 - 2
"""After which a database has no number for the next one."""


class StaleWriteError(Exception):
    """Somebody else saved first. `current` is what is stored now; pages answer with 409, the API with 412."""

    def __init__(self, current: "Revisioned") -> None:
        super().__init__(f"{current!r} is at revision {current.revision} by now")
        self.current = current


class Revisioned(models.Model):
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    class Meta:
        abstract = True

    def save_revision(self, *, seen: int, **values: Any) -> Self:
        """Write the values if the row is still at the revision `seen`; return the row as stored.

        One conditional UPDATE, so that of two writers who saw the same revision exactly one wins, on every
        database. `auto_now` fields are set as `save` would. Raises StaleWriteError, and writes nothing, when
        the row has moved on; raises DoesNotExist when it is gone.
        """
        rows = type(self)._base_manager
        stamped = {
            field.name: field.pre_save(self, add=False)
            for field in self._meta.concrete_fields
            if getattr(field, "auto_now", False)
        }
        written = rows.filter(pk=self.pk, revision=seen).update(**stamped, **values, revision=seen + 1)
        stored = rows.get(pk=self.pk)
        if not written:
            raise StaleWriteError(stored)
        return stored
