"""How long things last."""

from datetime import timedelta

INVITATION_LASTS = timedelta(days=14)
DELETED_IS_KEPT = timedelta(days=30)
"""Within which an owner can restore a deleted workspace."""
ENDED_TOKEN_IS_KEPT = timedelta(days=90)
"""For whoever asks what an API token of then could do."""
