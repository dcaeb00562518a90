"""Reports of how it goes: their kind, their desk, through what one hears of them."""

from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.notifications import origins
from participation.moderation import desk
from participation.together.models import Progress
from participation.together.register import redaction
from participation.together.services import publication


def register() -> None:
    kinds.register(
        kinds.Kind(
            key="progress",
            model="together.Progress",
            label=_("Bericht"),
            title=lambda progress: progress.undertaking.idea.title,
            url=lambda progress: progress.get_absolute_url(),
            region_id=lambda progress: progress.region_id,
            visible_to=kinds.as_the_rows_say,
            related=(
                "undertaking__idea",
                "undertaking__actor",
                "undertaking__network",
            ),
        )
    )
    desk.register(
        desk.DeskKind(
            kind="progress",
            template="together/_progress_at_desk.html",
            title_of=lambda progress: progress.undertaking.idea.title,
            text_of=lambda progress: progress.text,
            number_of=lambda progress: progress.undertaking.idea.number,
            apply=publication.apply,
            verdicts=tuple(publication.VERBS),
            # Two may well report the same; only ideas are merged.
            twins_of=lambda _progress, _most: (),
            related=(
                "undertaking__idea__topic",
                "undertaking__actor",
                "undertaking__network",
            ),
            keep=publication.keep,
            undo=publication.undo,
            redacting=redaction.PROGRESS,
        )
    )
    for kind in ("undertaking", "progress"):
        origins.register(kind, _heard_through)


def _heard_through(row: object) -> list[origins.Source]:
    """Of both one hears because one follows the idea."""
    undertaking = row.undertaking if isinstance(row, Progress) else row
    return [("idea", undertaking.idea_id)]  # type: ignore[attr-defined]  # of these two kinds alone
