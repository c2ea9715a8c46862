"""Forms come out in the markup of the design system (templates/forms/)."""

from django.forms.renderers import TemplatesSetting


class DesignRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
