from typing import Any

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
    becomes_general = forms.BooleanField(
        label=_("Allgemeine Auskunft"),
        help_text=_("Steht überall, wo kein Stadtteil gewählt ist. Nur eine Stelle."),
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
            "sort",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["regions"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- above
        field.queryset = Region.objects.order_by("number")
        if self.instance.pk:
            links = self.instance.region_links.all()
            self.initial["regions"] = [link.region_id for link in links]
        if self.instance.is_general:
            # The mark is moved by marking another office, never just taken away.
            del self.fields["becomes_general"]
