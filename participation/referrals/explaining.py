"""The words for why something goes somewhere, made of stored conditions alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _, gettext_lazy

from participation.referrals.enums import Condition, SiteKind

SITES = {
    SiteKind.MAIN_STREET: gettext_lazy("der Ort an einer Hauptstraße liegt"),
    SiteKind.DISTRICT_STREET: gettext_lazy("der Ort an einer Nebenstraße liegt"),
    SiteKind.PARK: gettext_lazy("der Ort in einer Grünanlage liegt"),
    SiteKind.SCHOOL: gettext_lazy("der Ort zu einer Schule gehört"),
    SiteKind.PRIVATE: gettext_lazy("der Ort ein privates Grundstück ist"),
    SiteKind.OTHER: gettext_lazy("der Ort weder Straße noch Park noch Schule ist"),
}


@dataclass(frozen=True)
class Names:
    """What regions and topics are called, by key; an unknown key names itself."""

    regions: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)

    def region(self, key: str) -> str:
        return self.regions.get(key, key)

    def topic(self, key: str) -> str:
        return self.topics.get(key, key)


def because(conditions: Iterable[Sequence[str]], names: Names) -> str:
    """One clause: "weil das Thema „Radwege“ ist und im Titel „Bügel“ vorkommt"."""
    phrases = [phrase(code, value, names) for code, value in conditions]
    if not phrases:
        return _("weil die Regel für alles Übrige gilt")
    *first, last = phrases
    reasons = _(" und ").join([", ".join(first), last] if first else [last])
    return _("weil %(reasons)s") % {"reasons": reasons}


def phrase(code: str, value: str, names: Names) -> str:
    """What one condition says, as a part of a clause that begins with "weil"."""
    if code == Condition.REGION:
        return _("der Stadtteil „%(name)s“ ist") % {"name": names.region(value)}
    if code == Condition.TOPIC:
        return _("das Thema „%(name)s“ ist") % {"name": names.topic(value)}
    if code == Condition.SITE:
        return str(SITES[SiteKind(value)])
    where = _("im Titel „%(words)s“ vorkommt")
    if code == Condition.TEXT_WORD:
        where = _("in der Beschreibung „%(words)s“ vorkommt")
    return where % {"words": spoken(value)}


def spoken(line: str) -> str:
    """An expression as one reads it: "lampe / laterne + park, ohne kaputt"."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for word in line.split():
        parts = [part.strip("*") for part in word.removeprefix("-").split("/")]
        words = " / ".join(filter(None, parts))
        if words:
            (unwanted if word.startswith("-") else wanted).append(words)
    text = " + ".join(wanted)
    if unwanted:
        text += _(", ohne %(words)s") % {"words": " / ".join(unwanted)}
    return text
