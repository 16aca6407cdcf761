"""What people wrote in Markdown, ready to be printed."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

from core.markdown import render_markdown

# WeasyPrint 70 breaks a line behind its first word where the line is full but for the space before an inline element.
# With the space inside the element it breaks as it should. The templates keep to the same.
_SPACE_BEFORE_INLINE = re.compile(r" (<(?:strong|em|code|a)\b[^>]*>)")


def author_text(markdown: str) -> SafeString:
    """Safe markup; empty for an empty text."""
    return SafeString(_SPACE_BEFORE_INLINE.sub(r"\1 ", render_markdown(markdown)) if markdown else "")
