from django.db import models
from django.utils.translation import gettext_lazy as _

UNREAD = ("source", "installed_at")


def unread(path: str) -> tuple[str, ...]:
    """What a read that joins packs by `path` defers: the long text, and the column behind it.

    SQLite walks through all of a text to reach what comes after it.
    """
    return tuple(f"{path}__{field}" for field in UNREAD)


class Pack(models.Model):
    """A pack as it was installed. A code and version name one content for ever: what was assessed must stay readable.

    `source` is the file as it was read, so that nothing of it is lost; `hash` is that of its normal form.
    """

    code = models.CharField(_("code"), max_length=64)
    version = models.CharField(_("version"), max_length=32)
    title = models.CharField(_("title"), max_length=200)
    hash = models.CharField(_("hash"), max_length=64)
    source = models.TextField(_("source"))
    installed_at = models.DateTimeField(_("installed at"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="catalog_pack_code_version",
                violation_error_message=_("This version of the pack is installed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
