"""Django's choices around the domain's plain names, with words for people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from webhooks.domain.events import Event
from webhooks.domain.outcomes import Ending


class EventChoice(TextChoices):
    ANSWER_CHANGED = Event.ANSWER_CHANGED.value, _("An answer was changed")
    MILESTONE_FROZEN = Event.MILESTONE_FROZEN.value, _("A milestone was frozen")
    GATE_PASSED = Event.GATE_PASSED.value, _("A gate was passed")
    ACTION_DONE = Event.ACTION_DONE.value, _("An action was done")
    REPORT_READY = Event.REPORT_READY.value, _("A report is ready")
    EVALUATION_DECIDED = Event.EVALUATION_DECIDED.value, _("An evaluation was decided")


class StateChoice(TextChoices):
    SENDING = "sending", _("Sending")
    PAUSED = "paused", _("Paused")
    STOPPED = "stopped", _("Stopped")


class ReasonChoice(TextChoices):
    """Why nothing is sent."""

    ASKED = "asked", _("Somebody paused it.")
    RESTORED = "restored", _("It came back with a restored workspace or backup.")
    GONE = "gone", _("The receiver answered 410: it is gone for good.")
    FAILING = "failing", _("For five days nothing arrived.")
    OTHER_KEY = "other_key", _("The secret key of this installation has changed, and with it the secret.")


class DeliveryStateChoice(TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")


class EndingChoice(TextChoices):
    ACCEPTED = Ending.ACCEPTED.value, _("Accepted")
    REFUSED = Ending.REFUSED.value, _("Refused")
    GONE = Ending.GONE.value, _("Gone for good")
    REDIRECTED = Ending.REDIRECTED.value, _("Redirected, which is not followed")
    TIMED_OUT = Ending.TIMED_OUT.value, _("No answer in 10 seconds")
    UNREACHABLE = Ending.UNREACHABLE.value, _("Nobody listens there")
    UNKNOWN_HOST = Ending.UNKNOWN_HOST.value, _("The name leads nowhere")
    PRIVATE_ADDRESS = Ending.PRIVATE_ADDRESS.value, _("The name leads to a private address")
    BAD_CERTIFICATE = Ending.BAD_CERTIFICATE.value, _("No secure connection: look at the certificate")
    NO_ANSWER = Ending.NO_ANSWER.value, _("Closed without an answer")
    BAD_ADDRESS = Ending.BAD_ADDRESS.value, _("An address that nothing is sent to")
    NOT_MADE = Ending.NOT_MADE.value, _("The message could not be made; the log of the server says why")
