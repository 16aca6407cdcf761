"""What is to be ticked off: the items of phases, of the lists that run across them, and one's own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from roadmap.models.roadmap import Roadmap


class ChecklistItem(PublicCode, Timestamped, Revisioned, Deletable):
    """`checklist` is the id of a phase or of a checklist of the pack, `item` that of the pack's item.

    Without `item` it is one's own, and only such an item can be deleted. `text` and `done_when` of the pack's items are
    read from the pack.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="items")
    checklist = models.CharField(_("checklist"), max_length=64)
    item = models.CharField(_("item"), max_length=64, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.CharField(_("what is to be done"), max_length=300, blank=True)
    done_when = models.CharField(_("done when"), max_length=500, blank=True)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    due_date = models.DateField(_("due"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "checklist", "item"],
                condition=~Q(item=""),
                name="roadmap_item_once",
            ),
            models.CheckConstraint(
                condition=~Q(item="") | ~Q(text=""),
                name="roadmap_item_says_what",
                violation_error_message=_("Say what is to be done."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.item
