"""What the case pages tell the other rooms."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies, owndata, slots
from commons.blackening import Blackening
from commons.copies import About
from commons.verbs import registry as verbs
from participation.casework import panels
from participation.casework.models import CaseNote
from participation.casework.services import files
from participation.casework.verbs import VERBS


def register() -> None:
    verbs.declare(*VERBS)
    verbs.add_effect("casework", files.follow)
    copies.register("casework.CaseNote", ("text",), _notes)
    # What was made of words that are black now holds the old ones.
    copies.add_effect("casework.files", _drop_files)
    _fill_slots()
    _register_own_data()


def _notes(about: About, _black: Blackening) -> QuerySet:
    return CaseNote.objects.filter(idea__in=about.of("idea"))


def _drop_files(about: About, _black: Blackening) -> None:
    files.drop_for(about.of("idea"))


def _fill_slots() -> None:
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.board_menu,
        order=19,
        query_budget=0,
    )
    slots.fill(
        "case-link",
        template="casework/_case_link.html",
        context=panels.case_link,
        query_budget=0,
    )
    slots.fill(
        "today-entry",
        template="casework/_today_entry.html",
        context=panels.today_entry,
        query_budget=0,
    )
    slots.fill(
        "department-case",
        template="casework/_amt_file.html",
        context=panels.amt_file,
        query_budget=0,
    )


def _register_own_data() -> None:
    kept = _("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="casework.CaseNote",
        user_fields=("written_by",),
        label=_("Interne Notizen, die Sie an Vorgänge geschrieben haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("idea__number", "text", "written_at"),
        staff=_(
            "Wer eine interne Notiz geschrieben hat, damit andere nachfragen können."
        ),
    )
    owndata.register(
        model="casework.CaseFile",
        user_fields=("asked_by",),
        label=_("Vorgänge, die Sie für die Akte zusammengestellt haben"),
        retain=_("Das Archiv wird nach einem Tag gelöscht, die Zeile bleibt."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "variant", "asked_at"),
        staff=_("Wer einen Vorgang zusammengestellt hat, als Nachweis."),
    )
