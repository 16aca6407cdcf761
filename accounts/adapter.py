"""How Rungs wants people to sign in and up, in the words of django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """The first person may, to own the first workspace; after that only by invitation, or where it is open."""
        return settings.OPEN_SIGNUP or "invitation" in request.session or not User.objects.exists()
