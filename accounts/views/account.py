"""The page of one's own account."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import PersonRequest
from accounts.forms.account import AccountForm
from accounts.models import User


@login_required
@require_http_methods(["GET", "POST"])
def account_detail(request: PersonRequest) -> HttpResponse:
    # A copy, so that the frame around a form with a fault shows the name that is stored.
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        form.save()
        messages.success(request, _("Your name is saved."))
        return redirect("account_detail")
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(request, "accounts/account_detail.html", {"form": form, "has_second_step": bool(kinds)})
