"""What is reported and blocked in the world, and who decides on objections."""

from datetime import timedelta

from django.urls import reverse

from commons.clock import berlin_today
from participation.moderation.enums import ReportReason
from participation.moderation.services import blocks, pool, reports
from participation.moderation.services.blocks import Sanction
from participation.moderation.services.reports import Notice
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory


def reported(idea):
    """Four people say the same within a minute; gives the item that gathers them."""
    notice = Notice(ReportReason.INSULT, "Das beleidigt alle, die hier wohnen.")
    written = [reports.report(idea, notice, by=None) for _ in range(4)]
    return written[-1].item


def named(member, *, by):
    """For next week, so that the moderator still sees the form to decide."""
    start = berlin_today() + timedelta(days=7)
    pool.name(member, valid_from=start, valid_until=None, by=by)


def of_blocks(*, by):
    block = blocks.block(
        UserFactory(), Sanction("insult", "In K-7 jemanden beleidigt.", None), by=by
    )
    other = IdeaFactory().author_id
    return {
        "sperren": reverse("moderation:block-list"),
        "sperre": block.get_absolute_url(),
        "sperren-neu": reverse("moderation:block-create", args=[other]),
    }
