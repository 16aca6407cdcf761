"""Short public codes: how things are named in addresses and in documents, never by their primary key."""

import secrets

# Without vowels, so that no code spells a word, and without what can be misread: 0/o, 1/l/i, 5/s, 2/z.
ALPHABET = "346789bcdfghjkmnpqrtvwxy"
LENGTH = 10  # 24^10, or 6 * 10^13: guessing one among a million takes sixty million tries


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
