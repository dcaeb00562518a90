"""Entries for others, their contact data, working translations: said to the ground."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.delivery import addressees
from commons.drafts import registry as drafts
from commons.notifications import reasons, subjects
from participation.ideas import entry_panels
from participation.ideas.forms.entering import CONTACT_FIELDS
from participation.ideas.queries.contacts import BOOK
from participation.ideas.services import contacts, entering


def register() -> None:
    addressees.register(
        BOOK,
        addressees.Book(
            label=_("Person hinter einer eingetragenen Idee"),
            find=contacts.find,
            correct=contacts.correct,
        ),
    )
    reasons.register(
        "contact",
        _("Sie bekommen diese Mail, weil Ihre Idee bei uns eingetragen ist."),
        short=_("von Ihnen"),
        subject=subjects.OWN,
    )
    drafts.register(
        entering.DRAFT,
        _("Idee für andere eintragen"),
        lambda _draft: reverse("ideas:entry-create"),
        entering.DRAFT_FIELDS,
        never_kept=CONTACT_FIELDS,
    )
    _register_own_data()
    _fill_slots()


def _register_own_data() -> None:
    owndata.register(
        model="ideas.IdeaContact",
        user_fields=(),
        label=_("Kontaktdaten zu Ideen, die für Sie eingetragen wurden"),
        retain=_("Wird 90 Tage nach dem Ende des Vorgangs gelöscht."),
        erase=contacts.forget_of,
        export=contacts.rows_of,
    )
    owndata.register(
        model="ideas.Translation",
        user_fields=("translated_by",),
        label=_("Arbeitsübersetzungen, die Sie geschrieben haben"),
        retain=_("Bleibt ohne Ihren Namen bei der Idee."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "language", "version", "translated_at"),
        staff=_("Wer eine Arbeitsübersetzung geschrieben hat, für Rückfragen."),
    )


def _fill_slots() -> None:
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=entry_panels.menu_entry,
        order=30,
        query_budget=0,
    )
    for slot, context in (
        ("desk", entry_panels.at_desk),
        ("idea-staff", entry_panels.beside_idea),
    ):
        slots.fill(
            slot,
            template="ideas/_entry_panel.html",
            context=context,
            order=60,
            query_budget=3,
        )
