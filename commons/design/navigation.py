"""The sections of the site, in the order and under the names that the SPK uses."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """One entry of a menu; the address is resolved when a page is rendered."""

    label: str | Promise
    view: str
    slug: str = ""

    @property
    def url(self) -> str:
        return reverse(self.view, kwargs={"slug": self.slug} if self.slug else None)


IDEAS = Section(_("Ideen"), "ideas:idea-list")
NEW_IDEA = Section(_("Idee einbringen"), "ideas:idea-create")
SEARCH = Section(_("Suche"), "search:search-show")
CONTACTS = Section(_("Ansprechpartner"), "pages:contacts")

MAIN = (
    IDEAS,
    Section(_("Stadtteile"), "regions:region-list"),
    Section(_("Netzwerke"), "networks:network-list"),
    Section(_("Veranstaltungen"), "calendar:event-list"),
)

# At the foot there is room for more.
TAKING_PART = (
    *MAIN,
    Section(_("Akteure"), "actors:actor-list"),
    Section(_("Pool"), "pool:offer-list"),
    Section(_("Förderung"), "pool:fund-list"),
    Section(_("Rundbriefe"), "newsletters:archive-list"),
)


def office() -> tuple[Section, ...]:
    """The SPK's own sections; one of them bears the district's name."""
    statistics = _("Die Kleine %(district)s-Statistik") % {
        "district": settings.DISTRICT_NAME
    }
    return (
        Section(_("Porträts der Bezirksregionen"), "pages:page-show", "portraets"),
        Section(_("Stadtteilarbeit"), "pages:page-show", "stadtteilarbeit"),
        Section(_("Planungsvernetzung"), "pages:page-show", "planungsvernetzung"),
        Section(statistics, "pages:page-show", "statistik"),
        Section(_("Informationen"), "pages:page-show", "informationen"),
        CONTACTS,
    )


LEGAL = (
    Section(_("Impressum"), "pages:page-show", "impressum"),
    Section(_("Regeln"), "pages:page-show", "regeln"),
    Section(_("Datenschutz"), "pages:page-show", "datenschutz"),
    Section(_("Barrierefreiheit"), "pages:page-show", "barrierefreiheit"),
    Section(_("Wie wir moderieren"), "moderation:transparency"),
    Section(_("Wie lange dauert es?"), "referrals:duration-list"),
)
