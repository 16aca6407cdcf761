"""Mail on a machine that sends none."""

from django.core.mail import EmailMessage
from django.core.mail.backends import console


class ConsoleBackend(console.EmailBackend):
    """Prints what a person would read: Django's own prints the message as sent, in which a long link is cut in two."""

    def write_message(self, message: EmailMessage) -> None:
        self.stream.write(f"Mail to {', '.join(message.to)}: {message.subject}\n\n{message.body}\n\n")
