from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models import Department, Topic
from neighbourhood.departments.queries.departments import active_topics
from neighbourhood.regions.models import Region


class DepartmentForm(forms.ModelForm):
    topics = forms.ModelMultipleChoiceField(
        label=_("Themen"),
        queryset=Topic.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Bei Ideen zu diesen Themen wird dieses Amt vorgeschlagen."),
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Nur in diesen Stadtteilen"),
        queryset=Region.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Ohne Auswahl gilt: in allen."),
    )

    class Meta:
        model = Department
        fields = [
            "name",
            "short_name",
            "kind",
            "parent",
            "email",
            "responsibilities",
            "topics",
            "regions",
            "working_days",
            "needs_four_eyes",
            "is_active",
        ]
        widgets = {"responsibilities": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "email": _(
                "Dorthin gehen die Weiterleitungen. Ohne Postfach wird von Hand "
                "weitergeleitet, zum Beispiel über ein Formular der Stelle."
            ),
            "needs_four_eyes": _(
                "Antworten, die auf diesem Amt beruhen, veröffentlicht jemand "
                "anderes, als sie geschrieben hat."
            ),
            "is_active": _("Nur an aktive Ämter wird weitergeleitet."),
            "working_days": _("Wie lange das Amt für eine Stellungnahme hat."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose_from("topics", active_topics())
        self._choose_from("regions", Region.objects.order_by("number"))
        others = Department.objects.active().exclude(pk=self.instance.pk)
        self._choose_from("parent", others)
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.all())
            limits = self.instance.region_limits.values_list("region_id", flat=True)
            self.initial["regions"] = list(limits)

    def clean_parent(self) -> Department | None:
        """Nothing belongs to itself, not even by way of others."""
        above: Department | None = self.cleaned_data["parent"]
        while above is not None:
            if above.pk == self.instance.pk:
                message = _("Dieses Amt gehört selbst zu dem, das Sie bearbeiten.")
                raise forms.ValidationError(message, code="circle")
            above = above.parent
        parent: Department | None = self.cleaned_data["parent"]
        return parent

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = rows


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ["name", "position", "is_active"]
        help_texts = {
            "position": _("Kleine Zahlen stehen oben."),
            "is_active": _("Nur aktive Themen stehen bei neuen Ideen zur Wahl."),
        }
