"""An action as people describe it: written by hand, and changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.conflicts import Who, nobody
from core.forms import RevisionForm
from core.models import Revisioned
from core.names import validate_line
from core.texts import TextField
from evidence.forms.evidence import PersonField
from roadmap.choices import ActionStateChoice, EffortChoice
from roadmap.forms.boxes import ManyBoxes
from roadmap.forms.days import DayField
from roadmap.forms.links import LinksField, links_in
from roadmap.forms.states import OPEN_CHOICES, progress_field
from roadmap.models import Action, Roadmap
from roadmap.models.roadmap import MOST_EFFORT
from roadmap.operations.dependencies import CycleError
from roadmap.queries.actions import actions_of
from roadmap.queries.dependencies import needs_of
from roadmap.queries.roadmaps import people_of

_DAYS = _("Write a whole number of person-days from 1 to 1000.")
_IMPACT = _("Impact goes from 1 to 5.")


class DescriptionField(TextField):
    widget = forms.Textarea

    def __init__(self) -> None:
        super().__init__()
        self.label = _("Description")
        self.help_text = _("What is to be done, and how one sees that it is done. Markdown works.")
        self.widget.attrs.update(rows=6)


class ActionFields(forms.Form):
    """What a new action and a changed one have in common. `others` are those that it can wait for, by code."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        validators=[validate_line],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say in a few words what is to be done.")},
    )
    description = DescriptionField()
    phase = forms.ChoiceField(label=_("Phase"))
    owner = PersonField(label=_("Owner"), help_text=_("Is told, if it is somebody else than you."))
    effort = forms.ChoiceField(label=_("Effort"), widget=forms.RadioSelect, initial=EffortChoice.MEDIUM.value)
    effort_days = forms.IntegerField(
        label=_("Person-days"),
        required=False,
        min_value=1,
        max_value=MOST_EFFORT,
        help_text=_("Leave it, and the effort says how many."),
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], _DAYS),
    )
    impact = forms.IntegerField(
        label=_("Impact"),
        min_value=1,
        max_value=5,
        initial=3,
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], _IMPACT),
    )
    start_date = DayField(label=_("Start"))
    due_date = DayField(label=_("Due"))
    needs = forms.MultipleChoiceField(
        label=_("Waits for"),
        required=False,
        widget=ManyBoxes,
        error_messages={"invalid_choice": _("One of these actions is not there any more.")},
    )
    links = LinksField()
    external_id = forms.CharField(
        label=_("Id elsewhere"),
        required=False,
        max_length=100,
        validators=[validate_line],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("What another tracker calls it, such as OPS-31."),
    )

    def describe(self, roadmap: Roadmap, *, action: Action | None = None) -> None:
        """Offer what this roadmap has."""
        pack = roadmap.questions
        found = actions_of(roadmap).select_related(None).exclude(pk=action.pk if action else None)
        self.others = {each.code: each for each in found.only("code", "title", "phase", "state", "roadmap")}
        self.offer("phase", [(phase.id, phase.title) for phase in pack.phases])
        days = {choice: roadmap.days_of(choice) for choice in EffortChoice.values}
        labels = {value: _("%(effort)s, %(days)d days") for value in days}
        self.offer(
            "effort",
            [
                (value, label % {"effort": EffortChoice(value).label, "days": days[value]})
                for value, label in labels.items()
            ],
        )
        self.offer("needs", _by_phase(list(self.others.values()), roadmap))
        if not self.others:
            del self.fields["needs"]
        owners: QuerySet[User] = people_of(roadmap, also=action.owner_id if action else None)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]

    def offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """The values as an operation takes them."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        values["links"] = links_in(values["links"])
        values["needs"] = [self.others[code] for code in values.get("needs", ())]
        return values


class NewActionForm(ActionFields, forms.ModelForm):  # type: ignore[type-arg]
    """The model says what must fit together, such as the days."""

    class Meta:
        model = Action
        fields = [
            "title",
            "description",
            "phase",
            "owner",
            "effort",
            "effort_days",
            "impact",
            "start_date",
            "due_date",
            "external_id",
        ]

    def __init__(self, data: QueryDict | None = None, *, roadmap: Roadmap, phase: str = "") -> None:
        initial = {"phase": phase} if phase in roadmap.questions.phase else None
        super().__init__(_with_days(data, roadmap), instance=Action(roadmap=roadmap), initial=initial)
        self.describe(roadmap)
        self.fields["impact"].help_text = _("From 1 to 5. It is what the action is worth, and stays so.")


class ActionForm(ActionFields, RevisionForm):
    """Its page asks what evidence there is when it is closed, so it is not closed here."""

    state = forms.ChoiceField(
        label=_("State"), help_text=_("To finish it, or to give it up, use its page: that asks for what else matters.")
    )
    progress = progress_field()
    field_order = [
        "title",
        "description",
        "phase",
        "state",
        "progress",
        "owner",
        "start_date",
        "due_date",
        "effort",
        "effort_days",
        "impact",
        "needs",
        "links",
        "external_id",
    ]

    class Meta:
        model = Action
        fields = [*NewActionForm.Meta.fields, "state", "progress"]

    def __init__(self, data: QueryDict | None = None, *, instance: Action) -> None:
        super().__init__(_with_days(data, instance.roadmap), instance=instance)
        self.describe(instance.roadmap, action=instance)
        frozen = _(
            "From 1 to 5. The value, %(value)d, stays as it was when the action was made, to compare progress by."
        )
        self["impact"].help_text = frozen % {"value": instance.value}
        self._offer_states(instance)

    def merge(self, current: Revisioned, who: Who = nobody) -> bool:
        assert isinstance(current, Action)
        self._offer_states(current)
        return super().merge(current, who)

    @property
    def values(self) -> dict[str, Any]:
        return self.wanted

    def stored_of(self, name: str, row: Revisioned) -> Any:
        assert isinstance(row, Action)
        if name == "needs":
            return [each.code for each in needs_of(row)]
        if name == "links":
            return "\n".join(f"{link.url} {link.title}".strip() for link in row.links.all())
        return super().stored_of(name, row)

    def _offer_states(self, action: Action) -> None:
        """Those in which it is open, and the one that it has."""
        now = [] if action.is_open else [(action.state, action.get_state_display())]
        self.offer("state", [*now, *OPEN_CHOICES])


def _with_days(data: QueryDict | None, roadmap: Roadmap) -> QueryDict | None:
    """Whoever chooses another effort and leaves the days alone means the days of that effort."""
    if data is None:
        return None
    effort, days = data.get("effort"), data.get("effort_days", "")
    is_left = days == data.get("initial-effort_days") and effort != data.get("initial-effort")
    if effort in EffortChoice.values and (is_left or not days.strip()):
        data = data.copy()
        data["effort_days"] = str(roadmap.days_of(str(effort)))
    return data


def _by_phase(actions: Sequence[Action], roadmap: Roadmap) -> list[tuple[str, list[tuple[str, str]]]]:
    """In groups, in the order of the phases; of what is closed it is said."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for phase in roadmap.questions.phases:
        if found := [(each.code, _named(each)) for each in actions if each.phase == phase.id]:
            groups.append((phase.title, found))
    return groups


def _named(action: Action) -> str:
    if action.is_open:
        return action.title
    return f"{action.title} ({ActionStateChoice(action.state).label})"


def cycle_in_words(error: CycleError) -> str:
    """Each link of the circle, in the order of waiting."""
    titles = [action.title for action in error.actions]
    links = [
        gettext("“%(action)s” waits for “%(needed)s”") % {"action": action, "needed": needed}
        for action, needed in zip(titles, [*titles[1:], titles[0]], strict=True)
    ]
    return gettext("That would be a circle: %(links)s.") % {"links": ", ".join(links)}
