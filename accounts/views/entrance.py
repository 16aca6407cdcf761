"""Signing in and up: django-allauth's views, which know who may come in."""

from typing import Any

from allauth.account.views import LoginView, SignupView
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import INVITATION, door_of
from accounts.domain.sign_up import Way
from accounts.operations.sign_up import DoorClosedError


class SignInView(LoginView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Where nobody is yet, nobody can sign in: the first visitor signs up."""
        if door_of(request).way is Way.FIRST:
            return redirect("account_signup")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "door": door_of(self.request)}


class SignUpView(SignupView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "door": door_of(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "door": door_of(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except (DoorClosedError, IntegrityError):
            form.add_error(
                None, _("Somebody else was quicker, or this invitation was just used. If that was you, sign in.")
            )
            return self.form_invalid(form)  # type: ignore[no-any-return]
        self.request.session.pop(INVITATION, None)
        return response


sign_in = SignInView.as_view()
sign_up = SignUpView.as_view()
