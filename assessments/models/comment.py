"""What people say to each other about a question, beside its answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models.assessment import Assessment
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned


class Thread(PublicCode):
    """A first comment and what was replied. It is open until somebody says that it is settled."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="threads")
    question = models.CharField(_("question"), max_length=64)
    resolved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("thread of comments")
        verbose_name_plural = _("threads of comments")
        indexes = [models.Index(fields=["assessment", "question"], name="assessments_thread_question")]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.question}"


class CommentQuerySet(DeletableQuerySet):
    def locked(self) -> "CommentQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Comment(PublicCode, Revisioned, Deletable):
    """Markdown. A thread whose every comment is deleted is shown nowhere."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return self.text[:60]


class Mention(models.Model):
    """A comment is for this person."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="assessments_mention_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.comment_id}"
