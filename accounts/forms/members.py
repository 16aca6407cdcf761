"""Who belongs to a workspace, and as what."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.choices import WHAT_ROLES_MAY, RoleChoice
from accounts.domain.roles import Role
from accounts.models import User, Workspace

LAST_OWNER = _("A workspace needs an owner, and nobody else owns this one. Make somebody else an owner first.")


def roles_explained() -> list[tuple[str, Any]]:
    """Each role with what it may do beyond the one before it, for radio buttons."""
    return [
        (role.value, format_html("<b>{}</b> {}", role.label, WHAT_ROLES_MAY[Role(role.value)])) for role in RoleChoice
    ]


class RoleField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Role"),
            choices=roles_explained,
            widget=forms.RadioSelect,
            help_text=_("Each role may do all that the ones above it may."),
            error_messages={"required": _("Choose a role.")},
            **options,
        )

    def clean(self, value: Any) -> Role:
        return Role(super().clean(value))


class RoleForm(forms.Form):
    role = RoleField()


class HandOverForm(forms.Form):
    """Between owners and those who are to become one."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("New owner"),
        to_field_name="code",
        empty_label=_("Choose a member"),
        error_messages={
            "required": _("Choose who is to own the workspace."),
            "invalid_choice": _("This person does not belong to the workspace any more, or owns it already."),
        },
    )
    step_down = forms.BooleanField(
        label=_("I step down"),
        required=False,
        help_text=_("You stay an editor. Without this, both of you are owners."),
    )

    def __init__(self, data: Any, *, workspace: Workspace) -> None:
        super().__init__(data)
        members = workspace.memberships.of_people().exclude(role=Role.OWNER.value)
        self.fields["to"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            pk__in=members.values("user")
        ).order_by("name", "email")
