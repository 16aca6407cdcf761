"""Why an upload is not kept, in a sentence for whoever sent it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALLOWED = _(
    "Allowed are PDF, pictures (PNG, JPEG, WebP, GIF), text (TXT, CSV, Markdown, JSON, logs) and documents of Word,"
    " Excel, PowerPoint or LibreOffice without macros."
)


class RefusedFileError(Exception):
    """`sentence` says what is wrong, and what is allowed where that helps."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def refused(what: str | Promise) -> RefusedFileError:
    """The file is of no kind that is kept: `what` says which it is."""
    return RefusedFileError(f"{what} {ALLOWED}")


def damaged() -> RefusedFileError:
    return refused(_("This file is damaged, or is not what it says it is."))


def something_appended() -> RefusedFileError:
    return refused(_("Something that does not belong there stands after the end of this file; save it anew."))
