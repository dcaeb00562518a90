from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.search import registry
from commons.search.enums import SynonymKind
from commons.search.models import SynonymGroup
from commons.search.queries.wishes import Wish
from commons.search.synonyms import areas

LONGEST_QUESTION = 100
LARGEST_FILE = 300_000  # bytes


class SearchForm(forms.Form):
    """What stands in the address is never an error: links get old."""

    q = forms.CharField(required=False)
    art = forms.CharField(required=False)
    stadtteil = forms.CharField(required=False)
    ab = forms.CharField(required=False)

    def wish(self) -> Wish:
        self.full_clean()
        cleaned: dict[str, Any] = getattr(self, "cleaned_data", {})
        sources = {source.slug: source for source in registry.all_sources()}
        by_slug = {area.slug: area for area in areas()}
        return Wish(
            text=" ".join((cleaned.get("q") or "").split())[:LONGEST_QUESTION],
            source=sources.get(cleaned.get("art") or ""),
            area=by_slug.get(cleaned.get("stadtteil") or ""),
            cursor=cleaned.get("ab") or "",
        )


class SynonymForm(forms.ModelForm):
    region_ids = forms.TypedMultipleChoiceField(
        label=_("Stadtteile"),
        help_text=_("Nur für Namen von Orten: wo liegen sie?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = SynonymGroup
        fields = ("kind", "words", "region_ids", "is_active")
        widgets = {
            "kind": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "words": _("Durch Komma getrennt, zum Beispiel: Mülleimer, Papierkorb."),
            "is_active": _(
                "Ausgeschaltet bleibt die Gruppe stehen, aber ohne Wirkung."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(area.pk, area.name) for area in areas()]
        self.fields["region_ids"].choices = choices  # type: ignore[attr-defined]  # the stubs know only Field
        self.fields["kind"].choices = SynonymKind.choices  # type: ignore[attr-defined]  # the stubs know only Field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_place = cleaned.get("kind") == SynonymKind.PLACE
        if is_place and not cleaned.get("region_ids"):
            self.add_error("region_ids", _("Bitte wählen Sie mindestens einen."))
        if not is_place:
            cleaned["region_ids"] = []
        return cleaned


class SynonymFileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV-Datei"),
        help_text=_("Mit den Spalten, die das Herunterladen ergibt."),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            message = _("Die Datei ist zu groß für eine Liste von Wörtern.")
            raise forms.ValidationError(message)
        content: bytes = file.read()
        return content
