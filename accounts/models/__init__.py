from accounts.models.activity import Activity
from accounts.models.first_owner import FirstOwner
from accounts.models.invitation import Invitation
from accounts.models.notice import Notice
from accounts.models.user import User
from accounts.models.workspace import Membership, Workspace

__all__ = ["Activity", "FirstOwner", "Invitation", "Membership", "Notice", "User", "Workspace"]
