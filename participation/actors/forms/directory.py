"""The filter of the directory, as its address names it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commons.lenient import Choice, FilterForm, SomeField, WordsField
from participation.actors.enums import SpokenLanguage
from participation.actors.queries import directory
from participation.actors.queries.wishes import ACCESS, KINDS, Wish

LONGEST_CURSOR = 180


class DirectoryForm(FilterForm):
    """Two queries, for what it offers."""

    groups_shown = (
        ("stadtteil", _("Stadtteil"), ("stadtteil",)),
        ("thema", _("Thema"), ("thema",)),
        ("art", _("Art"), ("art",)),
        ("zugang", _("Barrierefreiheit"), ("zugang",)),
        ("sprache", _("Sprachen"), ("sprache",)),
    )

    q = WordsField(label=_("Suchwort"), longest=100)
    stadtteil = SomeField(label=_("Stadtteil"))
    thema = SomeField(label=_("Thema"))
    art = SomeField(
        label=_("Art"), choices=[(key, kind.label) for key, kind in KINDS.items()]
    )
    zugang = SomeField(
        label=_("Barrierefreiheit"),
        choices=[(key, access.label) for key, access in ACCESS.items()],
    )
    sprache = SomeField(label=_("Sprachen"), choices=SpokenLanguage.choices)
    ab = WordsField(longest=LONGEST_CURSOR, widget=forms.HiddenInput)
    vor = WordsField(longest=LONGEST_CURSOR, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, use_required_attribute=False)
        self.topics: list[Choice] = directory.topic_choices()
        self.offer("stadtteil", directory.region_choices())
        self.offer("thema", self.topics)

    def wish(self) -> Wish:
        """What was asked for; what is unknown is left out."""
        self.full_clean()
        cleaned: dict[str, Any] = self.cleaned_data
        topics = self.chosen("thema", cleaned["thema"])
        above = {topic.pk for topic in topics}
        return Wish(
            text=cleaned["q"],
            regions=self.chosen("stadtteil", cleaned["stadtteil"]),
            topics=topics,
            subtopics=tuple(one for one in self.topics if one.parent_id in above),
            kinds=tuple(cleaned["art"]),
            access=tuple(cleaned["zugang"]),
            languages=tuple(cleaned["sprache"]),
            cursor=cleaned["ab"],
            before=cleaned["vor"],
        )
