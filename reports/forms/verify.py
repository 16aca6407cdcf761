"""Handing in a PDF to be verified."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TOO_OFTEN = gettext_lazy("Too many files in a short time. Wait a minute, then try again.")


class VerifyForm(forms.Form):
    pdf = forms.FileField(
        label=gettext_lazy("PDF of a report"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": gettext_lazy("Choose the PDF."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_pdf(self) -> File[bytes]:
        pdf: File[bytes] = self.cleaned_data["pdf"]
        if (pdf.size or 0) > settings.LARGEST_UPLOAD:
            limit = settings.LARGEST_UPLOAD // 1024**2
            raise forms.ValidationError(_("The file is larger than %(limit)d MB.") % {"limit": limit})
        return pdf
