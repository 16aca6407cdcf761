"""How long everything takes, as parts of the one length that can be set: a lease.

In brackets what they are with the lease of 60 seconds.
"""

from datetime import timedelta

from django.conf import settings

LEASE = timedelta(seconds=settings.JOB_LEASE_SECONDS)
"""How long a job is left alone whose runner no longer says that it is alive."""

HEARTBEAT = LEASE / 4
"""How often a runner says so [15 s]: it may miss three."""

TICK = LEASE / 30
"""How often each process that runs jobs looks for work that nobody has [2 s]."""

GRACE = LEASE / 12
"""How long a message may be under way before it is taken for lost [5 s]."""

RESEND = LEASE / 4
"""How long a waiting job is left alone after it was sent once more [15 s]."""

MOST_ATTEMPTS = 3
"""How often a job may take its process down before it is not tried any more."""

NOTICE_AFTER = timedelta(seconds=10)
"""Whoever started a job that took longer has gone on to something else, and is told when it has ended."""

KEPT_FOR = timedelta(days=30)
"""How long a finished job and its file can be looked at."""

WANTED_IS_KEPT_FOR = timedelta(days=1)
"""The same for a job that is started whenever there is something to do: of these there are thousands."""
