"""A page of results as text, for tests that look at what it says."""

import re
from html import unescape

from django.urls import reverse

from assessments.models import Assessment


def address(assessment: Assessment, url_name: str = "result_detail", *arguments: str) -> str:
    return reverse(url_name, args=[assessment.workspace.code, assessment.code, *arguments])


def words(html: str) -> str:
    """What a reader sees, on one line."""
    without_code = re.sub(r"(?s)<(script|style|svg).*?</\1>", " ", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", without_code))).strip()


def between(html: str, start: str, end: str) -> str:
    return html.split(start, 1)[1].split(end, 1)[0]
