"""`createowner`: a person and their workspace, on a machine that sends no mail."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.core.validators import validate_email

from accounts.models import User, Workspace
from accounts.operations.owners import AlreadyThereError, create_owner
from accounts.operations.sign_in_links import password_link
from accounts.operations.sign_up import DoorClosedError
from core.commands import stop_for_bad_input
from core.names import validate_name


class Command(BaseCommand):
    help = "Make a person who owns a new workspace, and print the link at which they choose their password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mail", help="the mail address to sign in with; nothing is sent to it")
        parser.add_argument("--name", default="", help="what the person is called (default: the address)")
        parser.add_argument("--workspace", default="", help="name of the workspace (default: after the person)")

    def handle(self, *args: Any, **options: Any) -> None:
        email = User.normalize_username(options["mail"])
        self.refuse_faults(email, options)
        try:
            user = create_owner(email=email, name=options["name"].strip(), workspace_name=options["workspace"].strip())
        except AlreadyThereError:
            stop_for_bad_input([f"{email} has an account already. For a new password: ./rungs resetpassword {email}"])
        except DoorClosedError:
            stop_for_bad_input(["Somebody signed up in the same moment. Start this again."])
        self.stdout.write(
            f"{user} now owns a workspace. The password is chosen here, once and within a day:\n\n"
            f"  {password_link(user=user)}\n\n"
            "Hand the link over by a way that only this person reads."
        )

    def refuse_faults(self, email: str, options: dict[str, Any]) -> None:
        faults = []
        try:
            validate_email(email)
        except ValidationError:
            faults.append(f"{email!r} is not a mail address.")
        for option, model in (("name", User), ("workspace", Workspace)):
            longest = getattr(model._meta.get_field("name"), "max_length", 0)
            if len(options[option].strip()) > longest:
                faults.append(f"--{option} can have at most {longest} characters.")
            try:
                validate_name(options[option].strip())
            except ValidationError as fault:
                faults.append(f"--{option}: {fault.message}")
        if faults:
            stop_for_bad_input(faults)
