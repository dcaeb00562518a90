"""Other programs that are told what happens: added, changed, tested, told."""

import base64
import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.audit import services as audit
from commons.delivery import events, sealing
from commons.delivery.enums import Channel
from commons.delivery.models import Delivery, Endpoint
from commons.delivery.services.outbox import enqueue
from commons.errors import RuleViolation
from commons.verbs.models import Happening

PURPOSE = b"bindeglied.delivery.endpoint"
PREFIX = "whsec_"
SECRET_LENGTH = 32


@transaction.atomic
def add(
    *, name: str, url: str, listens_to: Iterable[str], is_active: bool, by: Model
) -> Endpoint:
    """A new endpoint with a secret of its own."""
    endpoint = Endpoint.objects.create(
        name=name,
        url=url,
        events=sorted(listens_to),
        sealed_secret=_sealed(_new_secret()),
        is_active=is_active,
        created_by_id=by.pk,
        created_at=timezone.now(),
    )
    _note("delivery.endpoint_added", endpoint, by=by)
    return endpoint


@transaction.atomic
def change(
    endpoint: Endpoint,
    *,
    name: str,
    url: str,
    listens_to: Iterable[str],
    is_active: bool,
    by: Model,
) -> Endpoint:
    """Put it right, or switch it off: what waits for it is then taken back."""
    endpoint = _locked(endpoint)
    endpoint.name, endpoint.url, endpoint.is_active = name, url, is_active
    endpoint.events = sorted(listens_to)
    endpoint.save()
    _note("delivery.endpoint_changed", endpoint, by=by)
    return endpoint


@transaction.atomic
def renew_secret(endpoint: Endpoint, *, by: Model) -> str:
    """Another secret from now on; the old one signs nothing any more."""
    endpoint, secret = _locked(endpoint), _new_secret()
    endpoint.sealed_secret = _sealed(secret)
    endpoint.save(update_fields=["sealed_secret"])
    _note("delivery.endpoint_secret_renewed", endpoint, by=by)
    return secret


@transaction.atomic
def show_secret(endpoint: Endpoint, *, by: Model) -> str:
    """What the other side needs to check our calls; who looked is written down."""
    _note("delivery.endpoint_secret_shown", endpoint, by=by)
    return secret_of(endpoint)


@transaction.atomic
def test(endpoint: Endpoint, *, by: Model) -> Delivery:
    """Call it once with an event that means nothing.

    Raises:
        RuleViolation: it is switched off.
    """
    if not endpoint.is_active:
        raise RuleViolation(
            _("Diese Schnittstelle ist abgeschaltet."), code="endpoint_off"
        )
    _note("delivery.endpoint_tested", endpoint, by=by)
    return enqueue(
        key=f"endpoint-test:{endpoint.pk}:{secrets.token_hex(8)}",
        renderer=events.TEST_RENDERER,
        params={},
        channel=Channel.WEBHOOK,
        endpoint=endpoint,
    )


def tell(*, verb: Any, target: Model, happening: Happening) -> None:  # noqa: ARG001 -- an effect
    """The effect: one call for each endpoint that listens, in the transaction."""
    if not events.is_offered(happening.verb):
        return
    listening = Endpoint.objects.filter(
        is_active=True, events__contains=[happening.verb]
    )
    for endpoint in listening:
        enqueue(
            key=f"event:{happening.pk}:{endpoint.pk}",
            renderer=events.RENDERER,
            params={"happening": happening.pk},
            channel=Channel.WEBHOOK,
            endpoint=endpoint,
            not_before=happening.not_before,
        )


def secret_of(endpoint: Endpoint) -> str:
    secret: str = sealing.unseal(endpoint.sealed_secret, purpose=PURPOSE)["secret"]
    return secret


def secret_bytes(secret: str) -> bytes:
    """What signs: the secret without its prefix, decoded."""
    return base64.b64decode(secret.removeprefix(PREFIX))


def _new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_LENGTH)).decode()


def _sealed(secret: str) -> bytes:
    return sealing.seal({"secret": secret}, purpose=PURPOSE)


def _locked(endpoint: Endpoint) -> Endpoint:
    return Endpoint.objects.select_for_update(of=("self",)).get(pk=endpoint.pk)


def _note(verb: str, endpoint: Endpoint, *, by: Model) -> None:
    audit.record(verb, by=by, kind="endpoint", target_id=endpoint.pk)
