"""Mail to people, as plain text that reads well everywhere; also on a machine that sends none."""

from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

import structlog
from django.core.mail import EmailMessage
from django.core.mail.backends import console
from django.template.loader import render_to_string

logger = structlog.get_logger("rungs.mail")


def send_text(
    *, to: str, subject: str, template: str, context: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> bool:
    """False when the server did not take it: whoever waits for the page is told, and what was done stays done."""
    body = render_to_string(template, dict(context)).strip() + "\n"
    # Names that people gave are part of subjects; a line break in one would start a header of its own.
    mail = EmailMessage(" ".join(subject.split()), body, to=[to], headers=dict(headers or {}))
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        logger.warning("mail not sent", template=template, reason=str(error))
        return False
    return True


class ConsoleBackend(console.EmailBackend):
    """Prints what a person would read: Django's own prints the message as sent, in which a long link is cut in two."""

    def write_message(self, message: EmailMessage) -> None:
        self.stream.write(f"Mail to {', '.join(message.to)}: {message.subject}\n\n{message.body}\n\n")
