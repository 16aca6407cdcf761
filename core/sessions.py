"""Sessions in the database, for keys that can be one."""

import re

from django.contrib.sessions.backends import db

KEY = re.compile(r"[a-z0-9]{8,40}\Z")


class SessionStore(db.SessionStore):
    """A cookie can hold any character, among them some that PostgreSQL refuses to look for."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key if session_key and KEY.match(session_key) else None)
