"""One report after the other on a machine, however many were asked for: pages of others are not to wait for them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core.background import Progress
from core.locks import LockHeldError, file_lock

PAUSE = 0.5


@contextmanager
def turn(progress: Progress) -> Iterator[Path]:
    """Waits as long as another report is being made here, and can be cancelled meanwhile.

    A folder to work in: one for all, so that whoever comes next removes what a process that was killed has left.
    """
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(file_lock(settings.DATA_DIR / "reports.lock", wait=False))
                break
            except LockHeldError:
                progress.say(_("Waits until another report is made"), total=3)
                time.sleep(PAUSE)
        folder = settings.DATA_DIR / "reports.scratch"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
