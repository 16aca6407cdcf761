"""Who may sign up, and what comes of it."""

from dataclasses import dataclass
from enum import Enum


class Way(Enum):
    """How somebody comes to sign up."""

    FIRST = "first"  # nobody is here yet: founds the first workspace and runs the installation
    INVITED = "invited"  # holds an invitation: joins the workspace that it names
    OPEN = "open"  # strangers are welcome: makes a workspace of their own
    CLOSED = "closed"  # has to be invited


@dataclass(frozen=True)
class Door:
    """What the sign-up page offers to one visitor.

    `address` is the one that the invitation names, or empty; `secret` is that of the invitation. `workspace` is the
    name of the workspace that it leads into.
    """

    way: Way
    secret: str = ""
    address: str = ""
    workspace: str = ""
    is_open_to_strangers: bool = False

    @property
    def is_open(self) -> bool:
        return self.way is not Way.CLOSED

    @property
    def names_workspace(self) -> bool:
        return self.way in {Way.FIRST, Way.OPEN}

    def vouches_for(self, address: str) -> bool:
        """Whether the address counts without a mail that proves it.

        The first owner must get in on a machine that sends no mail. An invitation that names the address is the word
        of a member, which is worth something only where strangers cannot become members by themselves.
        """
        if self.way is Way.FIRST:
            return True
        is_named = self.way is Way.INVITED and self.address == address.lower()
        return is_named and not self.is_open_to_strangers
