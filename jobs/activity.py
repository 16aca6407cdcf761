"""What people do to jobs, in sentences; see accounts.queries.sentences."""

from django.utils.translation import gettext_lazy as _

KINDS = {"job": _("Jobs")}

SENTENCES = {
    "job.cancelled": _("%(actor)s cancelled the job %(object)s"),
    "job.retried": _("%(actor)s started the job %(object)s again"),
}
