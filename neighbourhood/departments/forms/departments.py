from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.addresses import LinkField
from neighbourhood.departments.models import Department, Topic
from neighbourhood.departments.queries.departments import active_topics
from neighbourhood.regions.models import Region

SECTIONS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        _("Wie es heißt und wohin es gehört"),
        ("name", "short_name", "is_correction", "kind", "parent", "takes_referrals"),
    ),
    (_("Was es bekommt"), ("responsibilities", "topics", "regions", "open_limit")),
    (
        _("Wie es erreicht wird"),
        ("email", "mail_rhythm", "form_url", "substitute_email", "head_email"),
    ),
    (
        _("Fristen und Antworten"),
        ("first_reaction_days", "working_days", "needs_four_eyes"),
    ),
)


class DepartmentForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_correction = forms.BooleanField(
        label=_("Der alte Name war nur ein Schreibfehler"),
        required=False,
        help_text=_(
            "Ohne Haken gilt ein anderer Name als Umbenennung: Der alte bleibt in der "
            "Geschichte stehen und führt in der Suche hierher."
        ),
    )
    form_url = LinkField(
        label=_("Formular im Internet"),
        required=False,
        max_length=200,
        help_text=_(
            "Für Stellen ohne Postfach: Dort gibt jemand aus der SPK die Idee ein und "
            "trägt den Tag ein."
        ),
    )
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
            "takes_referrals",
            "responsibilities",
            "open_limit",
            "email",
            "mail_rhythm",
            "form_url",
            "substitute_email",
            "head_email",
            "first_reaction_days",
            "working_days",
            "needs_four_eyes",
        ]
        widgets = {"responsibilities": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "kind": _("Stellen außerhalb des Bezirks haben keine Frist bei uns."),
            "parent": _("Ein Amt gehört zu einer Abteilung, ein Fachbereich zum Amt."),
            "takes_referrals": _("Ohne Haken: eine Abteilung, die nur Ämter bündelt."),
            "open_limit": _(
                "Was darüber liegt, zeigen wir als „wartet auf Bearbeitung“. Ohne "
                "Angabe gibt es keine Grenze."
            ),
            "email": _("Ein Postfach des Amtes, keine Adresse einer Person."),
            "mail_rhythm": _(
                "Gesammelt heißt: Neue Weiterleitungen warten und gehen als ein "
                "Bündel mit einer Frist hinaus, morgens am nächsten Arbeitstag oder "
                "am ersten Arbeitstag der Woche. Ohne Postfach gilt das nicht."
            ),
            "substitute_email": _("Wohin die Erinnerung geht, wenn niemand antwortet."),
            "head_email": _("Für das, was Sie selbst an die Leitung weitergeben."),
            "needs_four_eyes": _(
                "Antworten, die auf diesem Amt beruhen, veröffentlicht jemand "
                "anderes, als sie geschrieben hat."
            ),
            "working_days": _("Wie lange das Amt für eine Stellungnahme hat."),
            "first_reaction_days": _("Bis wann es sagt, dass es sich kümmert."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose_from("topics", active_topics())
        self._choose_from("regions", Region.objects.order_by("number"))
        others = Department.objects.active().exclude(pk=self.instance.pk)
        self._choose_from("parent", others)
        if self.instance.pk is None:
            del self.fields["is_correction"]
            return
        self.fields["version"].initial = self.instance.version
        self.initial["topics"] = list(self.instance.topics.all())
        limits = self.instance.region_limits.values_list("region_id", flat=True)
        self.initial["regions"] = list(limits)

    def sections(self) -> Iterator[tuple[str | Promise, list[BoundField]]]:
        """The fields as the page shows them, in groups with a name."""
        for title, names in SECTIONS:
            yield title, [self[name] for name in names if name in self.fields]

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


class DepartmentListForm(forms.Form):
    """Which departments of the list one wants to see."""

    q = forms.CharField(
        label=_("Name, früherer Name oder Thema"), max_length=80, required=False
    )


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ["name", "position", "is_active"]
        help_texts = {
            "position": _("Kleine Zahlen stehen oben."),
            "is_active": _("Nur aktive Themen stehen bei neuen Ideen zur Wahl."),
        }
