"""The filter of the pool: a GET, and never an error."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.lenient import DayField, OneField, SomeField, WordsField
from participation.pool.queries.listing import KINDS, SIDES, Wish

LONGEST_CURSOR = 60


class PoolFilterForm(forms.Form):
    """What of the pool somebody wants to see, as its address names it."""

    q = WordsField(label=_("Suchwort"), longest=100)
    seite = OneField(
        label=_("Angebot oder Gesuch"),
        choices=[
            ("", _("Beides")),
            ("angebote", _("Angebote")),
            ("gesuche", _("Gesuche")),
        ],
    )
    art = SomeField(
        label=_("Art"), choices=[(key, kind.label) for key, kind in KINDS.items()]
    )
    stadtteil = OneField(label=_("Stadtteil"))
    von = DayField(label=_("Gebraucht ab"))
    bis = DayField(label=_("Gebraucht bis"))
    ab = WordsField(longest=LONGEST_CURSOR)

    def __init__(self, query: Any, *, regions: list[tuple[str, str]]) -> None:
        super().__init__(query)
        field = self.fields["stadtteil"]
        field.choices = [("", _("Alle Stadtteile")), *regions]  # type: ignore[attr-defined]  # the stubs know only Field

    @property
    def wish(self) -> Wish:
        """Whatever the address says, there is a list."""
        self.is_valid()
        given = self.cleaned_data
        side = given["seite"] if given["seite"] in SIDES else ""
        return Wish(
            words=given["q"],
            side=side,
            kinds=tuple(given["art"]),
            region=given["stadtteil"],
            first=given["von"],
            last=given["bis"],
            after=given["ab"],
        )
