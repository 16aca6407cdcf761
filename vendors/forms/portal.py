"""The vendor's answers to the questions of one section, each stored by itself."""

from __future__ import annotations

from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString

from vendors.forms.proposals import PortalAnswerForm
from vendors.models import PortalAnswer
from vendors.queries.asked import Question
from vendors.queries.shown_draft import Section


class AnswerInSection(PortalAnswerForm):
    """`key` is that of the question. A page from before the question was asked says nothing of it."""

    class Meta(PortalAnswerForm.Meta):
        pass

    def __init__(self, data: Any, *, key: str, answer: PortalAnswer, question: Question | None, place: int) -> None:
        prefix = f"q{place}"
        is_sent = data is not None and f"{prefix}-revision" in data and data.get(f"{prefix}-key") == key
        super().__init__(data if is_sent else None, instance=answer, prefix=prefix)
        self.key, self.question, self.place = key, question, place

    @property
    def answer(self) -> BoundField:
        return self["text"]

    @property
    def shown(self) -> SafeString:
        """What stood in the field when it was shown, for telling who changed it."""
        return self["text"].as_hidden(only_initial=True)

    @property
    def has_new_text(self) -> bool:
        return "text" in self.changed_data or bool(self.conflicts) or self["text"].asked_name in self.data  # type: ignore[attr-defined]


class SectionForm:
    """All answers of a section; they are sent together, and stored each for itself."""

    def __init__(self, data: Any, *, section: Section) -> None:
        self.answers = [
            AnswerInSection(data, key=key, answer=answer, question=question, place=place)
            for place, (key, question, answer) in enumerate(section.answers)
        ]

    @property
    def status(self) -> int:
        return max(each.status for each in self.answers)

    @property
    def troubled(self) -> list[AnswerInSection]:
        """Those that are not stored as they were sent."""
        return [each for each in self.answers if each.status != 200]
