"""What people say to each other about questions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from accounts.permissions import can_contribute
from assessments.api.door import AssessmentViewSet
from assessments.api.said import Lines
from assessments.forms.comments import MEANT, Addressed, ChangeCommentForm, NewCommentForm
from assessments.models import Comment, Thread
from assessments.operations.comments import (
    NotRestorableError,
    change_comment,
    delete_comment,
    open_thread,
    reopen_thread,
    reply,
    resolve_thread,
    restore_comment,
)
from assessments.queries.comments import find_comment, find_thread, people_of, threads_of
from core.rest.fields import Text
from core.rest.problems import FORBIDDEN, FieldError, InvalidProblem, Problem
from core.rest.serializers import Body, Shown, escaped


class CommentSerializer(Shown):
    """Markdown. It is for those of `mentioned`, who were told."""

    author = PersonSerializer(allow_null=True, read_only=True)
    mentioned = serializers.SerializerMethodField()

    class Meta:
        model = Comment
        fields = ["code", "author", "text", "mentioned", "written_at", "edited_at", "revision"]

    def get_mentioned(self, comment: Comment) -> PersonSerializer(many=True):  # type: ignore[valid-type]
        return PersonSerializer([each.user for each in comment.mentions.all()], many=True).data


class ThreadSerializer(Shown):
    """A first comment and what was replied, the oldest first. It is open until somebody says that it is settled."""

    resolved_by = PersonSerializer(allow_null=True, read_only=True)
    comments = CommentSerializer(many=True, read_only=True)

    class Meta:
        model = Thread
        fields = ["code", "question", "resolved_by", "resolved_at", "comments"]


class CommentBody(Body):
    """Whoever is named in the text as @name is told."""

    text = Lines(allow_blank=False)
    meant = serializers.DictField(
        child=Text(),
        required=False,
        help_text="By a name that several people have, the code of the one who is meant.",
    )


class ThreadViewSet(AssessmentViewSet):
    noun = "Thread"
    tag = "Comments"
    serializer_class = ThreadSerializer
    bodies: ClassVar[Any] = {"create": CommentBody, "reply": CommentBody}
    answers: ClassVar[Any] = {"reply": CommentSerializer}
    creates = frozenset({"create", "reply"})
    may = dict.fromkeys(("create", "reply", "resolve", "reopen"), can_contribute)
    lists = frozenset({"list_of_question"})
    order = ("pk",)

    def list(self, request: Request, **place: Any) -> Response:
        """List what is said about the questions of an assessment, in the order in which it was begun."""
        return self.show_all(threads_of(self.assessment))

    def list_of_question(self, request: Request, **place: Any) -> Response:
        """List what is said about a question, in the order in which it was begun."""
        return self.show_all(threads_of(self.assessment).filter(question=self.question.id))

    def create(self, request: Request, **place: Any) -> Response:
        """Begin to talk about a question."""
        question, form = self.question.id, self._form()
        comment = open_thread(assessment=self.assessment, question=question, actor=self.actor, **form.values)
        code = comment.thread.code
        return self.made(threads_of(self.assessment).get(code=code), reverse("api_thread", args=self.here(code)))

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read a thread of comments."""
        return self.show(threads_of(self.assessment).get(code=self.kwargs["code"]))

    def reply(self, request: Request, **place: Any) -> Response:
        """Reply. What was settled is open again: somebody still has something to say."""
        thread, form = self._thread(), self._form()
        comment = reply(thread=thread, actor=self.actor, **form.values)
        return self.made(comment, reverse("api_thread", args=self.here(thread.code)))

    def resolve(self, request: Request, **place: Any) -> Response:
        """Say that it is settled."""
        resolve_thread(thread=self._thread(), actor=self.actor)
        return self.show(threads_of(self.assessment).get(code=self.kwargs["code"]))

    def reopen(self, request: Request, **place: Any) -> Response:
        """Take that back."""
        reopen_thread(thread=self._thread(), actor=self.actor)
        return self.show(threads_of(self.assessment).get(code=self.kwargs["code"]))

    def _form(self) -> NewCommentForm:
        return _valid(NewCommentForm(_typed(self.sent()), people=people_of(self.workspace)))

    def _thread(self) -> Thread:
        return find_thread(self.workspace, self.assessment.code, self.kwargs["code"])


class CommentViewSet(AssessmentViewSet):
    noun = "Comment"
    serializer_class = CommentSerializer
    bodies: ClassVar[Any] = {"partial_update": CommentBody}
    answers: ClassVar[Any] = {"destroy": None}
    may = dict.fromkeys(("partial_update", "destroy", "restore"), can_contribute)
    refuses = {NotRestorableError: gettext_lazy("The comment was deleted more than 30 days ago.")}

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change what one has written. Only who was not named before is told."""
        comment = self._own()
        seen, sent = self.seen(comment), self.sent()
        known = [each.user.code for each in comment.mentions.select_related("user")]
        people = people_of(self.workspace)
        data = _typed(sent)
        data["revision"] = str(seen)
        form = _valid(ChangeCommentForm(data, instance=comment, people=people, known=known))
        return self.show(change_comment(comment=comment, seen=seen, **form.values))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete what one has written. It can be restored for 30 days."""
        comment = self._own()
        self.seen(comment)
        delete_comment(comment=comment)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_comment(comment=self._own(also_deleted=True))
        return self.show(self._comment())

    def _comment(self, *, also_deleted: bool = False) -> Comment:
        return find_comment(self.workspace, self.assessment.code, self.kwargs["code"], also_deleted=also_deleted)

    def _own(self, *, also_deleted: bool = False) -> Comment:
        comment = self._comment(also_deleted=also_deleted)
        if comment.author_id != self.actor.pk:
            raise Problem(FORBIDDEN, _("What somebody else wrote is theirs to change."))
        return comment


def _typed(sent: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    data["text"] = sent["text"]
    data.update({f"{MEANT}{name}": code for name, code in sent.get("meant", {}).items()})
    return data


def _valid[Form: Addressed](form: Form) -> Form:
    """Raises InvalidProblem: for a name that several have, with whom it may mean."""
    if form.is_valid():
        return form
    said = _("Several people are called so. Send the code of the one you mean: %(people)s.")
    raise InvalidProblem(
        [
            FieldError(
                f"#/meant/{escaped(name)}", said % {"people": ", ".join(f"{each.code} {each.name}" for each in whom)}
            )
            for name, _control, whom in form.questions
        ]
        or [FieldError("#/text", str(each)) for found in form.errors.values() for each in found]
    )
