"""Pages of cases: one with everything, the board, the table, a file that is ready."""

from django.urls import reverse
from django.utils import timezone

from participation.casework.enums import FileState, Variant
from participation.casework.models import CaseFile
from participation.casework.services import notes
from tests.participation.casework_world import rich_case


def of_moderators(region, moderator):
    idea = rich_case(region=region, title="Bänke am Weg zur Akte")
    note = notes.add(idea, text="Das Amt ruft zurück.", by=moderator)
    file = CaseFile.objects.create(
        idea=idea,
        variant=Variant.SPK,
        state=FileState.READY,
        asked_at=timezone.now(),
        asked_by=moderator,
        ended_at=timezone.now(),
        path="akten/keine.zip",
        size=4711,
        sha256="0" * 64,
    )
    return {
        "vorgang": reverse("casework:case-show", args=[idea.number]),
        "vorgaenge": reverse("casework:board"),
        "vorgaenge-tabelle": f"{reverse('casework:board')}?ansicht=tabelle",
        "vorgang-notiz": reverse("casework:note-create", args=[idea.number]),
        "vorgang-notiz-aendern": reverse(
            "casework:note-edit", args=[idea.number, note.pk]
        ),
        "zur-akte": reverse("casework:file-show", args=[file.pk]),
    }
