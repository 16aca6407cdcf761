"""What people say about themselves."""

from typing import Any

from django import forms

from accounts.models import User


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    class Meta:
        model = User
        fields = ["name", "wants_digest"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
