"""Short public codes: how things are named in addresses and in documents, never by their primary key."""

import re
import secrets

# Without vowels, so that no code spells a word, and without what can be misread: 0/o, 1/l/i, 5/s, 2/z.
ALPHABET = "346789bcdfghjkmnpqrtvwxy"
LENGTH = 10  # 24^10, or 6 * 10^13: guessing one among a million takes sixty million tries


class CodeConverter:
    """`<code:…>` in the addresses of every app; core.apps registers it."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_code(text: str) -> bool:
    """Whether it has the shape of one. What has not is no object's, and need not come near the database."""
    return re.fullmatch(CodeConverter.regex, text) is not None
