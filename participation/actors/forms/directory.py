"""The filter of the directory, as its address names it."""

from django.utils.translation import gettext_lazy as _

from commons.lenient import SomeField
from neighbourhood.departments.forms.filtering import ListFilterForm
from participation.actors.enums import SpokenLanguage
from participation.actors.queries.wishes import ACCESS, KINDS, Wish


class DirectoryForm(ListFilterForm):
    """Two queries, for what it offers."""

    groups_shown = (
        ("stadtteil", _("Stadtteil"), ("stadtteil",)),
        ("thema", _("Thema"), ("thema",)),
        ("art", _("Art"), ("art",)),
        ("zugang", _("Barrierefreiheit"), ("zugang",)),
        ("sprache", _("Sprachen"), ("sprache",)),
    )

    art = SomeField(
        label=_("Art"), choices=[(key, kind.label) for key, kind in KINDS.items()]
    )
    zugang = SomeField(
        label=_("Barrierefreiheit"),
        choices=[(key, access.label) for key, access in ACCESS.items()],
    )
    sprache = SomeField(label=_("Sprachen"), choices=SpokenLanguage.choices)

    def wish(self) -> Wish:
        """What was asked for; what is unknown is left out."""
        shared = self.shared_parts()
        cleaned = self.cleaned_data
        return Wish(
            **shared,
            kinds=tuple(cleaned["art"]),
            access=tuple(cleaned["zugang"]),
            languages=tuple(cleaned["sprache"]),
        )
