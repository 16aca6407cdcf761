"""Answers to what went wrong. Django's own handlers render 403.html and 404.html; these and
core.resend do the rest."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from core.rest.problems import BROKEN, MALFORMED, TOO_LARGE, Problem, is_for_programs, plain_answer

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_programs(request):
        return plain_answer(request, _bad_problem(exception))
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Whatever broke may break again, so the page reads neither the database nor the session."""
    if is_for_programs(request):
        return plain_answer(request, Problem(BROKEN, _("It is logged under the request_id. Trying again may help.")))
    page = loader.render_to_string("500.html", {"request_id": getattr(request, "request_id", "")})
    return HttpResponse(page, status=500)


def _bad_problem(exception: Exception) -> Problem:
    if isinstance(exception, TOO_MUCH):
        return Problem(TOO_LARGE, _("The body is larger than this address takes."))
    return Problem(MALFORMED, _("The request makes no sense to the server. Look at its address and headers."))
