from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.pages.models import Contact, Page
from neighbourhood.regions.models import Region


class PageForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Page
        fields = ["title", "summary", "body", "version"]
        widgets = {"body": forms.Textarea(attrs={"rows": 24})}
        help_texts = {
            "body": _(
                "Eine Überschrift steht allein in einer Zeile nach „## “. Listen "
                "beginnen mit „- “. Fett wird **so** geschrieben."
            )
        }


class ContactForm(forms.ModelForm):
    regions = forms.ModelMultipleChoiceField(
        label=_("Stadtteile"),
        queryset=Region.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Contact
        fields = [
            "unit",
            "task",
            "phone",
            "hours",
            "email",
            "room",
            "is_general",
            "sort",
        ]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["regions"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- above
        field.queryset = Region.objects.order_by("number")
        if self.instance.pk:
            links = self.instance.region_links.all()
            self.initial["regions"] = [link.region_id for link in links]

    def clean_is_general(self) -> bool:
        """The mark is moved by marking another office, never just taken away."""
        is_general: bool = self.cleaned_data["is_general"]
        if self.instance.is_general and not is_general:
            message = _("Markieren Sie stattdessen eine andere Stelle.")
            raise forms.ValidationError(message, code="one_general")
        return is_general

    def _get_validation_exclusions(self) -> set[str]:
        # The service moves the mark from the other office.
        return super()._get_validation_exclusions() | {"is_general"}
