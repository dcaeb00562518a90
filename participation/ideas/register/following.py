"""What of ideas can be followed, and the button on a Stadtteil's page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from commons import slots
from commons.notifications import followables, origins, reasons, subjects
from commons.notifications.followables import Followable
from neighbourhood.departments.models import Topic
from neighbourhood.regions.enums import LorVersion
from neighbourhood.regions.models import PlanningArea
from participation.ideas import panels
from participation.ideas.models import Addendum, Idea
from participation.ideas.queries.merging import sources_of
from participation.ideas.verbs import supporting, telling


def register() -> None:
    origins.register("idea", _heard_through)
    origins.register("addendum", _addendum_through)
    slots.fill(
        "region-actions",
        template="notifications/_follow.html",
        context=panels.follow_region,
        query_budget=1,
    )
    followables.register(*_followables())
    _register_reasons()


def _followables() -> Iterable[Followable]:
    yield Followable(
        kind="idea",
        told=_("Wir sagen Ihnen, was aus dieser Idee wird."),
        many=_("Ideen"),
        label=_label_of_idea,
        family=_gone_into,
        order=10,
    )
    yield Followable(
        kind="region",
        told=_(
            "Wir sagen Ihnen, wenn es hier eine neue Idee oder eine neue "
            "Veranstaltung gibt."
        ),
        many=_("Stadtteile"),
        subject=subjects.PLACES,
        order=20,
    )
    yield Followable(
        kind="planning_area",
        told=_("Wir sagen Ihnen, wenn es eine neue Idee für einen Ort hier gibt."),
        many=_("Planungsräume"),
        url=_list_of_area,
        subject=subjects.PLACES,
        # Ideas are placed in the areas of today.
        is_open=lambda area: area.lor_version == LorVersion.SINCE_2021,
        order=30,
    )
    yield Followable(
        kind="topic",
        told=_(
            "Wir sagen Ihnen, wenn es dazu eine neue Idee oder eine neue "
            "Veranstaltung gibt."
        ),
        many=_("Themen"),
        url=_list_of_topic,
        subject=subjects.PLACES,
        order=40,
    )


def _label_of_idea(idea: Idea) -> str:
    return gettext("Idee %(number)s") % {"number": idea.number}


def _list_of_topic(topic: Topic) -> str:
    """A topic's own page is the list of its ideas."""
    return f"{reverse('ideas:idea-list')}?thema={topic.key}"


def _list_of_area(area: PlanningArea) -> str:
    query = f"stadtteil={area.region.slug}&raum={area.key}"
    return f"{reverse('ideas:idea-list')}?{query}"


def _gone_into(idea: Any) -> Iterable[Idea]:
    return Idea.objects.filter(pk__in=sources_of(idea.pk))


def _register_reasons() -> None:
    reasons.register(
        supporting.SUPPORTED,
        _("Sie bekommen diese Mail, weil jemand Ihre Idee unterstützt."),
        short=_("Ihre Idee"),
        subject=subjects.OWN,
    )
    reasons.register(
        telling.PLANNING_AREA,
        _("Sie bekommen diese Mail, weil Sie diesen Planungsraum verfolgen."),
        short=_("Ihr Planungsraum"),
        subject=subjects.PLACES,
        through="planning_area",
    )
    reasons.register(
        telling.REGION,
        _("Sie bekommen diese Mail, weil Sie diesen Stadtteil verfolgen."),
        short=_("Ihr Stadtteil"),
        subject=subjects.PLACES,
        through="region",
    )
    reasons.register(
        telling.TOPIC,
        _("Sie bekommen diese Mail, weil Sie dieses Thema verfolgen."),
        short=_("Ihr Thema"),
        subject=subjects.PLACES,
        through="topic",
    )


def _heard_through(idea: Idea) -> list[origins.Source]:
    return [
        ("idea", idea.pk),
        ("planning_area", idea.planning_area_id),
        ("region", idea.region_id),
        ("topic", idea.topic_id),
        ("topic", idea.topic.parent_id),
    ]


def _addendum_through(addendum: Addendum) -> list[origins.Source]:
    return [("idea", addendum.idea_id)]
