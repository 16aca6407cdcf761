"""Answers that are files."""

from typing import NamedTuple


class Download(NamedTuple):
    """What an action answers, in place of a serializer: one of these types of file, and what it holds."""

    media_types: tuple[str, ...]
    says: str = "The file."
