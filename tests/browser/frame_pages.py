"""Pages with requests in the background, for tests of what every page does about them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import handler500
from tests.conflict_page import urlpatterns as other_pages

PAGE = """{% extends "base.html" %}{% block title %}Background{% endblock %}{% block main %}<h1>Background</h1>
<div id="answer">Nothing yet</div>
{% for name, url in actions.items %}
<button class="btn" hx-post="{{ url }}" hx-target="#answer">{{ name }}</button>
{% endfor %}
{% include "components/copy.html" with value="copied text" label="Link" %}{% endblock %}"""

ACTIONS = {"Work": "/back/", "Forbidden": "/back/forbidden/", "Breaks": "/back/broken/", "Signed out": "/back/person/"}


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({"actions": ACTIONS}, request))


def back(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Done by {request.method}")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [
    path("background/", page),
    path("back/", back),
    path("back/forbidden/", forbidden),
    path("back/broken/", broken),
    path("back/person/", login_required(back)),
    *other_pages,
]
__all__ = ["handler500", "urlpatterns"]
