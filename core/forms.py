"""How every form looks, and forms for what carries a revision."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """`{{ form }}` is a summary of what is wrong and then each field as components/field.html has it."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"
