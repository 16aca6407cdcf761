"""What can happen to exports, in a sentence; see accounts.queries.activity."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {"workspace.exported": _("%(actor)s asked for an export of the workspace")}
