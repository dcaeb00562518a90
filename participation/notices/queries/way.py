"""What notices add to the public "Weg der Idee": each that went, and the first day."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from commons.html import render_markdown
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.queries.way import WayEntry
from participation.moderation.enums import Publication
from participation.moderation.queries.promises import first_look_at
from participation.notices.queries.notices import names_in, sent_on, text_of


def entries(idea: Idea) -> Iterator[WayEntry]:
    """At most two queries; before the first decision the day of the first look."""
    if idea.publication == Publication.SUBMITTED and idea.case == Case.NONE:
        yield WayEntry(
            first_look_at(idea),
            _("Nächste Nachricht, spätestens an diesem Tag"),
            state="next",
            icon="bell",
        )
    found = sent_on(idea)
    names = names_in(found)
    for notice in found:
        yield WayEntry(
            notice.sent_at,
            _("Zwischennachricht"),
            text=render_markdown(text_of(notice, names)),
            icon="speech",
        )
