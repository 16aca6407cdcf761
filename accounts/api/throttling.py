"""How often somebody may call in a minute."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accounts.operations.api_calls import Rate, count_call


class PerMinute(BaseThrottle):
    """By person or service account, whatever token they use; who has not signed in, by address."""

    rate: Rate

    def allow_request(self, request: Request, view: Any) -> bool:
        caller = f"user:{request.user.pk}" if request.user.is_authenticated else f"ip:{_address(request)}"
        self.rate = view.rate = count_call(caller, limit=settings.API_CALLS_PER_MINUTE, now=timezone.now())
        return not self.rate.is_over

    def wait(self) -> float:
        return self.rate.resets_in


def _address(request: Request) -> str:
    return str(get_adapter().get_client_ip(request))
