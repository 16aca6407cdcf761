"""One report after the other on a machine, however many were asked for: pages of others are not to wait for them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.utils.translation import gettext as _

from core.background import Progress
from core.locks import LockHeldError, file_lock

PAUSE = 0.5


@contextmanager
def turn(progress: Progress) -> Iterator[None]:
    """Waits as long as another report is being made here, and can be cancelled meanwhile."""
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(file_lock(settings.DATA_DIR / "reports.lock", wait=False))
                break
            except LockHeldError:
                progress.say(_("Waits until another report is made"), total=3)
                time.sleep(PAUSE)
        yield
