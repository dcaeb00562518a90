from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import facts, kinds, owndata, slots
from commons.delivery import letters
from commons.search import registry as search, services as index
from commons.verbs.registry import Verb, declare
from neighbourhood.pages.models import Contact, Page
from neighbourhood.pages.queries import contact_for
from neighbourhood.pages.rules import sections_of
from neighbourhood.pages.services.facts import load_contacts, load_pages
from neighbourhood.regions.models import Region


def register() -> None:
    facts.register("pages", load_pages)
    facts.register("contacts", load_contacts, after=("regions", "pages"))
    facts.register(
        "found_pages", partial(index.index_missing, "page"), after=("pages",)
    )
    facts.register(
        "found_contacts", partial(index.index_missing, "contact"), after=("contacts",)
    )
    slots.fill(
        "region_side",
        template="pages/_region_contact.html",
        context=_region_contact,
        order=10,
        query_budget=1,
    )
    letters.register_sender(_sender)
    _register_kinds()
    _register_search()
    declare(
        Verb(
            "page.revised",
            _("hat eine Seite geändert"),
            generations=lambda page: [f"page:{page.slug}"],
            search="index",
        ),
        Verb(
            "contact.saved",
            _("hat eine Stelle der SPK geändert"),
            generations=lambda _contact: ["contacts", "regions"],
            search="index",
        ),
    )
    owndata.register(
        model="pages.Page",
        user_fields=("updated_by",),
        label=_("Bearbeitete Seiten"),
        retain=_("Die Seite bleibt, der Bezug zum Konto wird gelöst."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("slug", "title", "updated_at"),
        staff=_("Wer eine Seite zuletzt bearbeitet hat, für Rückfragen."),
    )


def _sender(region_id: int | None) -> letters.Sender | None:
    """The office whose letter it is: the team of the region, else the general one."""
    region = Region.objects.filter(pk=region_id or 0).first()
    contact = contact_for(region)
    if contact is None:
        return None
    return letters.Sender(
        unit=contact.unit,
        room=contact.room,
        phone=contact.phone,
        hours=contact.hours,
        email=contact.email,
    )


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="page",
            model="pages.Page",
            label=_("Seite"),
            title=lambda page: page.title,
            url=Page.get_absolute_url,
            region_id=lambda _page: None,  # it belongs to no region
            visible_to=_published,
        )
    )
    kinds.register(
        kinds.Kind(
            key="contact",
            model="pages.Contact",
            label=_("Stelle der SPK"),
            title=lambda contact: contact.unit,
            url=lambda contact: f"{reverse('pages:contacts')}#stelle-{contact.pk}",
            region_id=lambda _contact: None,  # it may have several
            visible_to=kinds.to_everyone,
        )
    )


def _register_search() -> None:
    search.register(
        "page",
        document_of=_page_document,
        everything=lambda: Page.objects.published().order_by("pk"),
        label=_("Informationen"),
        slug="informationen",
        standing=0.15,
    )
    search.register(
        "contact",
        document_of=_contact_document,
        everything=lambda: Contact.objects.order_by("pk"),
        label=_("Ansprechpartner"),
        slug="ansprechpartner",
        standing=0.1,
    )


def _page_document(page: Page) -> search.Document | None:
    """Its sections have headings, which are no words of the text."""
    if not page.is_published:
        return None
    sections = (f"{part.heading}\n\n{part.text}" for part in sections_of(page.body))
    return search.Document(page.title, "\n\n".join([page.summary, *sections]))


def _contact_document(contact: Contact) -> search.Document:
    text = f"{contact.task}\n\n{contact.hours}\n\n{contact.room}"
    return search.Document(contact.unit, text)


def _published(pages: QuerySet[Page], _visitor: Any) -> QuerySet[Page]:
    return pages.filter(is_published=True)


def _region_contact(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all
    region: Region,
) -> Mapping[str, Any] | None:
    contact = contact_for(region)
    return {"contact": contact} if contact else None
