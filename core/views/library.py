"""The component library: every part of the pages in its states, with the text of how to include it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.safestring import mark_safe

from core.library import EXAMPLES, samples


def component_library(request: HttpRequest) -> HttpResponse:
    """For whoever builds pages, so only in debug."""
    if not settings.DEBUG:
        raise Http404
    context = samples()
    examples = []
    for title, name in EXAMPLES:
        template = loader.get_template(f"library/examples/{name}.html")
        source = template.template.source  # type: ignore[attr-defined]
        # Nothing but the page itself takes the focus here.
        shown = mark_safe(template.render(context, request).replace(" data-focus", ""))
        examples.append({"title": title, "name": name, "shown": shown, "source": source})
    return render(request, "library/page.html", {"examples": examples})
