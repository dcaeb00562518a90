"""What is added to an idea later: its kind, its desk, what the house knows of it."""

from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata
from commons.verbs import registry
from participation.ideas.register import redaction
from participation.ideas.services import amending, undoing
from participation.ideas.verbs.amending import VERBS
from participation.moderation import desk


def register() -> None:
    registry.declare(*VERBS)
    kinds.register(
        kinds.Kind(
            key="addendum",
            model="ideas.Addendum",
            label=_("Nachtrag"),
            title=lambda addendum: addendum.idea.title,
            url=lambda addendum: addendum.get_absolute_url(),
            region_id=lambda addendum: addendum.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("idea",),
        )
    )
    desk.register(
        desk.DeskKind(
            kind="addendum",
            template="ideas/_addendum_at_desk.html",
            title_of=lambda addendum: addendum.idea.title,
            text_of=lambda addendum: addendum.text,
            number_of=lambda addendum: addendum.idea.number,
            apply=amending.apply,
            verdicts=tuple(amending.VERBS),
            withdraw=amending.withdraw,
            related=("idea", "idea__topic"),
            keep=undoing.keep_addendum,
            undo=undoing.undo_addendum,
            redacting=redaction.ADDENDUM,
        )
    )
    owndata.register(
        model="ideas.Addendum",
        user_fields=("author",),
        label=_("Ihre Nachträge"),
        retain=_("Veröffentlichte Nachträge bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "text", "submitted_at", "publication"),
    )
