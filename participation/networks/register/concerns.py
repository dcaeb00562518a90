"""Concerns for the Bezirksamt: what they tell the registries, how their round goes."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons import copies, kinds, owndata, slots
from commons.accounts.http import HttpRequest
from commons.accounts.visitors import Visitor
from commons.blackening import Blackening
from commons.copies import About
from commons.followups import registry as today
from commons.verbs import registry
from neighbourhood.rounds import registry as rounds
from neighbourhood.rounds.enums import RoundKind
from neighbourhood.rounds.models import Round
from participation.networks import concern_rules
from participation.networks.models import Concern, Network
from participation.networks.panels import tab_of
from participation.networks.queries import concerns as queries
from participation.networks.register.dates import in_networks_of
from participation.networks.services import concerns
from participation.networks.verbs.concerns import VERBS


def _may_lead(visitor: Visitor, row: Round) -> bool:
    """Whoever raised a concern never looks after its round."""
    concern = queries.of_round(row)
    return concern is not None and concern_rules.can_bring(visitor, concern)


def _next_page(row: Round) -> str:
    concern = queries.of_round(row)
    return concern.get_absolute_url() if concern else row.get_absolute_url()


PROCEDURE = rounds.Procedure(
    kind=RoundKind.CONCERN,
    purpose=gettext_lazy("Mehrere Ämter beraten über ein Anliegen eines Netzwerks."),
    endings={
        "taken_up": rounds.Ending(gettext_lazy("Wird aufgegriffen")),
        "taken_up_partly": rounds.Ending(gettext_lazy("Wird zum Teil aufgegriffen")),
        "not_taken_up": rounds.Ending(
            gettext_lazy("Wird nicht aufgegriffen"),
            gettext_lazy("Schreiben Sie, warum, und was stattdessen möglich ist."),
        ),
        "elsewhere": rounds.Ending(
            gettext_lazy("Geht an anderer Stelle weiter"),
            gettext_lazy("Schreiben Sie, wo, und an wen sich das Netzwerk wendet."),
        ),
    },
    result_hint=gettext_lazy(
        "Geht sofort als Beitrag an das Netzwerk; ist es offen, lesen es alle. Auch "
        "die Ämter der Runde lesen es."
    ),
    working_days=15,
    conveners=(),
    may_lead=_may_lead,
    lock=concerns.lock,
    on_result=concerns.apply_result,
    on_cancelled=concerns.apply_cancelling,
    on_reopened=concerns.apply_reopening,
    next_page=_next_page,
)


def register() -> None:
    registry.declare(*VERBS)
    rounds.register(PROCEDURE)
    kinds.register(
        kinds.Kind(
            key="concern",
            model="networks.Concern",
            label=gettext_lazy("Anliegen eines Netzwerks"),
            title=lambda concern: concern.title,
            url=lambda concern: concern.get_absolute_url(),
            region_id=lambda concern: concern.network.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("network",),
        )
    )
    copies.register("networks.Concern", ("title", "text"), _concerns)
    copies.register("rounds.Round", ("title", "question", "result"), _rounds)
    today.register(
        "networks-concerns",
        gettext_lazy("Anliegen eines Netzwerks"),
        queries.waiting,
        order=27,
        page=lambda: reverse("networks:concern-desk"),
    )
    _fill_slots()
    _register_own_data()


def _concerns(about: About, _black: Blackening) -> QuerySet:
    rows = Concern.objects.filter(in_networks_of(about))
    return Concern.objects.filter(pk__in=rows.values("pk"))


def _rounds(about: About, black: Blackening) -> QuerySet:
    """A round bears the name of its concern, and its result is told as a post."""
    return Round.objects.filter(pk__in=_concerns(about, black).values("round"))


def _fill_slots() -> None:
    slots.fill(
        "network-tab",
        template="networks/_tab.html",
        context=_tab,
        order=40,
        query_budget=0,
    )
    slots.fill(
        "network-space",
        template="networks/_concerns.html",
        context=_open_concerns,
        order=60,
        query_budget=1,
    )
    slots.fill(
        "round-subject",
        template="networks/_concern_subject.html",
        context=_subject,
        query_budget=1,
    )


def _tab(request: HttpRequest | None, network: Network) -> Mapping[str, Any]:
    pages = ("concern-show",)
    return tab_of(request, network, "concern-list", _("Anliegen"), pages=pages)


def _open_concerns(
    request: HttpRequest | None,  # noqa: ARG001 -- whoever reads the network
    network: Network,
) -> Mapping[str, Any] | None:
    rows = queries.open_of(network)
    return {"concerns": rows, "network": network} if rows else None


def _subject(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all who take part
    round: Round,  # noqa: A002 -- the slot's argument
) -> Mapping[str, Any] | None:
    """The concern in its own words, and whose it is."""
    concern = queries.of_round(round)
    return {"concern": concern} if concern else None


def _register_own_data() -> None:
    owndata.register(
        model="networks.Concern",
        user_fields=("raised_by",),
        label=gettext_lazy("Anliegen, die Sie für ein Netzwerk vorgemerkt haben"),
        retain=gettext_lazy("Das Anliegen bleibt dem Netzwerk, ohne Ihren Namen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("title", "text", "raised_at", "state"),
        staff=gettext_lazy("Wer ein Anliegen vorgemerkt hat: entscheidet nicht mit."),
    )
