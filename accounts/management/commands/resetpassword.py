"""`resetpassword`: a link to choose a new password, on a machine that sends no mail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.models import User
from accounts.operations.sign_in_links import password_link, remove_second_step
from core.commands import stop_for_bad_input


class Command(BaseCommand):
    help = "Print the link at which somebody chooses a new password. Until then the old one stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mail", help="the mail address that the person signs in with")
        parser.add_argument(
            "--remove-second-step",
            action="store_true",
            help="also remove authenticator app, passkeys and recovery codes, for who lost them all",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = User.normalize_username(options["mail"])
        user = User.objects.filter(email=email).first()
        if user is None:
            stop_for_bad_input([f"Nobody has an account with the address {email}."])
        if not user.is_active:
            stop_for_bad_input([f"The account of {email} has been switched off."])
        if options["remove_second_step"]:
            removed = remove_second_step(user=user)
            self.stdout.write("The second step was removed." if removed else "There was no second step to remove.")
        self.stdout.write(
            f"{user} chooses a new password here, once and within a day:\n\n"
            f"  {password_link(user=user)}\n\n"
            "Hand the link over by a way that only this person reads."
        )
