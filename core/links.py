"""Addresses that people write, before a page makes a link of them."""

from urllib.parse import urlsplit


def is_web_link(text: str) -> bool:
    """Whether it leads to a host over http or https, and nowhere else: `javascript:` and the like never pass."""
    try:
        parts = urlsplit(text)
        is_web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
    return is_web and text.isprintable() and " " not in text
