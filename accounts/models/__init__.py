from accounts.models.activity import Activity
from accounts.models.api_calls import ApiMinute, IdempotentCall
from accounts.models.api_token import ApiToken
from accounts.models.first_owner import FirstOwner
from accounts.models.invitation import Invitation
from accounts.models.notice import Notice
from accounts.models.user import User
from accounts.models.workspace import Membership, Workspace

__all__ = [
    "Activity",
    "ApiMinute",
    "ApiToken",
    "FirstOwner",
    "IdempotentCall",
    "Invitation",
    "Membership",
    "Notice",
    "User",
    "Workspace",
]
