from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import RequestFactory

from core.undo import offer_undo


def test_message_carries_a_button_that_takes_it_back() -> None:
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    offer_undo(request, "The workspace <b> was deleted.", "/w/abc/restore/")
    page = render_to_string("components/messages.html", {"messages": get_messages(request)}, request)
    assert '<form method="post" action="/w/abc/restore/">' in page
    assert "csrfmiddlewaretoken" in page
    assert "The workspace &lt;b&gt; was deleted." in page


def test_other_messages_have_no_button() -> None:
    page = render_to_string("components/messages.html", {"messages": [{"level_tag": "info", "extra_tags": "x"}]})
    assert 'class="notice notice--info"' in page
    assert "<form" not in page
