from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.addresses import LinkField
from neighbourhood.departments.enums import SignpostKind
from neighbourhood.departments.forms.fields import WordsField
from neighbourhood.departments.models import Signpost
from neighbourhood.departments.queries.departments import active_topics


class SignpostForm(forms.ModelForm):
    words = WordsField(required=False)
    url = LinkField(label=_("Link"), required=False)

    class Meta:
        model = Signpost
        fields = [
            "kind",
            "parent",
            "name",
            "words",
            "topic",
            "body",
            "advice",
            "url",
            "phone",
            "position",
            "is_active",
        ]
        widgets = {"advice": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "parent": _(
                "Was hier leer bleibt, gilt wie dort: zuständige Stelle, Text, Link "
                "und Telefon."
            ),
            "topic": _("Ohne Wörter gilt der Eintrag für das ganze Thema."),
            "advice": _("Ein oder zwei Sätze, so wie man sie liest."),
            "position": _("Kleine Zahlen stehen oben."),
            "is_active": _("Nur aktive Einträge werden gezeigt."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents, topics = self.fields["parent"], self.fields["topic"]
        top = Signpost.objects.filter(parent=None).exclude(pk=self.instance.pk)
        # One step is enough; what has rows of its own stays on top.
        has_rows = self.instance.pk and self.instance.children.exists()
        parents.queryset = top.none() if has_rows else top  # type: ignore[attr-defined]  # the stubs know only Field
        topics.queryset = active_topics()  # type: ignore[attr-defined]  # the stubs know only Field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        parent = cleaned.get("parent")
        if parent is not None and parent.kind != cleaned.get("kind"):
            self.add_error("parent", _("Beide müssen von derselben Art sein."))
        needs_advice = parent is None and cleaned.get("kind") != SignpostKind.WISH
        if needs_advice and not cleaned.get("advice"):
            self.add_error("advice", _("Schreiben Sie bitte, was man lesen soll."))
        return cleaned


class TryForm(forms.Form):
    """A sentence to try the expressions with."""

    probe = forms.CharField(
        label=_("Einen Titel ausprobieren"), max_length=200, required=False
    )
