"""What people do with webhooks, in sentences; see accounts.queries.sentences. The log is open to every member, and an
address may hold a password of the receiver: of it only the host is said."""

from django.utils.translation import gettext_lazy as _

from webhooks.choices import ReasonChoice

KINDS = {"webhook": _("Webhooks")}

SENTENCES = {
    "webhook.made": _("%(actor)s made the webhook %(object)s, to %(host)s"),
    "webhook.changed": _("%(actor)s changed the %(field)s of the webhook %(object)s, to %(host)s"),
    "webhook.paused": _("%(actor)s paused the webhook %(object)s"),
    "webhook.resumed": _("%(actor)s let the webhook %(object)s send again"),
    "webhook.stopped": _("The webhook %(object)s sends nothing any more. %(why_stopped)s"),
    "webhook.secret_rotated": _("%(actor)s gave the webhook %(object)s a new secret"),
    "webhook.sent_again": _("%(actor)s sent messages of the webhook %(object)s again: %(count)s"),
    "webhook.deleted": _("%(actor)s deleted the webhook %(object)s"),
    "webhook.restored": _("%(actor)s restored the webhook %(object)s"),
}

WORDS = {
    "why_stopped": dict(ReasonChoice.choices),
    "field": {"url": _("address"), "events": _("events")},
}
