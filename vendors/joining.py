"""What evaluations do when somebody joins the workspace; see accounts.operations.joining."""

from accounts.models import Membership
from vendors.operations.participants import take_in


def on_join(membership: Membership) -> None:
    take_in(membership)
