"""What a member of a workspace may do. Each role may do all that the ones before it may."""

from enum import StrEnum


class Role(StrEnum):
    VIEWER = "viewer"  # reads everything
    CONTRIBUTOR = "contributor"  # answers and comments
    EDITOR = "editor"  # makes, changes and deletes what the workspace holds
    OWNER = "owner"  # decides who belongs to it, its settings and whether it is deleted

    def includes(self, other: "Role") -> bool:
        order = list(Role)
        return order.index(self) >= order.index(other)
