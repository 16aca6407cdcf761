"""Who belongs to a workspace: the list, and what owners decide about each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.choices import WHAT_ROLES_MAY, RoleChoice
from accounts.domain.roles import Role
from accounts.forms.members import LAST_OWNER, HandOverForm, RoleForm
from accounts.models import Membership
from accounts.operations.members import LastOwnerError, change_role, hand_over, remove_member
from accounts.permissions import can_own
from accounts.queries.invitations import waiting_invitations
from accounts.queries.members import is_last_owner, members_of


@workspace_page()
@require_GET
def member_list(request: WorkspaceRequest) -> HttpResponse:
    members = members_of(request.workspace)
    context = {
        "members": members,
        "people": sum(not member.user.is_service for member in members),
        "roles": [(role.label, WHAT_ROLES_MAY[Role(role.value)]) for role in RoleChoice],
        "is_owner": can_own(request.membership),
    }
    if can_own(request.membership):
        context["invitations"] = waiting_invitations(request.workspace)
    return render(request, "accounts/member_list.html", context)


@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def member_detail(request: WorkspaceRequest, user_code: str) -> HttpResponse:
    """Changing what somebody may do, and the way to their removal."""
    member = _member(request, user_code)
    form = RoleForm(request.POST or None, initial={"role": member.role})
    if form.is_valid():
        try:
            change_role(
                workspace=request.workspace, member=member.user, role=form.cleaned_data["role"], actor=request.user
            )
        except LastOwnerError:
            form.add_error("role", LAST_OWNER)
        else:
            messages.success(request, _("Saved."))
            return redirect("member_list", request.workspace.code)
    return render(request, "accounts/member_detail.html", {"member": member, "form": form})


@workspace_page(can_own)
@require_POST
def member_remove(request: WorkspaceRequest, user_code: str) -> HttpResponse:
    member = _member(request, user_code)
    if member.user == request.user:
        return redirect("workspace_leave", request.workspace.code)
    remove_member(workspace=request.workspace, member=member.user, actor=request.user)
    messages.success(request, _("%(person)s no longer belongs to the workspace.") % {"person": member.user})
    return redirect("member_list", request.workspace.code)


@workspace_page(can_own)
@require_http_methods(["GET", "POST"])
def member_hand_over(request: WorkspaceRequest) -> HttpResponse:
    form = HandOverForm(request.POST or None, workspace=request.workspace)
    if form.is_valid():
        to, steps_down = form.cleaned_data["to"], form.cleaned_data["step_down"]
        hand_over(
            workspace=request.workspace, to=to, actor=request.user, step_down_to=Role.EDITOR if steps_down else None
        )
        messages.success(request, _("%(person)s owns the workspace now.") % {"person": to})
        return redirect("member_list", request.workspace.code)
    return render(request, "accounts/member_hand_over.html", {"form": form})


@workspace_page()
@require_http_methods(["GET", "POST"])
def workspace_leave(request: WorkspaceRequest) -> HttpResponse:
    """The last owner is told what has to happen first."""
    if request.method == "POST":
        try:
            remove_member(workspace=request.workspace, member=request.user, actor=request.user)
        except LastOwnerError:
            messages.error(request, LAST_OWNER)
            return redirect("workspace_leave", request.workspace.code)
        messages.success(request, _("You have left %(workspace)s.") % {"workspace": request.workspace})
        return redirect("home")
    context = {"is_last_owner": is_last_owner(request.membership)}
    return render(request, "accounts/workspace_leave.html", context)


def _member(request: WorkspaceRequest, user_code: str) -> Membership:
    members = Membership.objects.of_people().filter(workspace=request.workspace).select_related("user")
    return get_object_or_404(members, user__code=user_code)
