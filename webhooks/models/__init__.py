from webhooks.models.delivery import Delivery
from webhooks.models.webhook import Webhook

__all__ = ["Delivery", "Webhook"]
