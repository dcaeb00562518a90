"""What the house knows of ideas that went into others."""

from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.notifications import reasons, subjects
from participation.ideas import panels
from participation.ideas.queries import merging, way


def register() -> None:
    way.register(merging.steps)
    reasons.register(
        "author_of_merged",
        _("Sie bekommen diese Mail, weil Ihre Idee in dieser aufgegangen ist."),
        short=_("Ihre Idee ging hier auf"),
        # What becomes of the joint idea is what becomes of theirs.
        subject=subjects.OWN,
    )
    slots.fill(
        "idea-staff",
        template="ideas/_merge_entry.html",
        context=panels.merge_entry,
        order=80,
        query_budget=1,
    )
    owndata.register(
        model="ideas.Merge",
        user_fields=("merged_by", "undone_by"),
        label=_("Ideen, die Sie zusammengeführt haben"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("source__number", "target__number", "merged_at", "undone_at"),
        staff=_(
            "Wer Ideen zusammengeführt oder getrennt hat, als Nachweis der "
            "Entscheidung."
        ),
    )
