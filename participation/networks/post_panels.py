"""What posts show on the page of a network, and their tabs."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.visitors import ANONYMOUS
from participation.networks.models import Network
from participation.networks.queries.posting import posts_of


def on_space(request: HttpRequest | None, network: Network) -> Mapping[str, Any] | None:
    """The newest posts; the page has asked whether the visitor reads them."""
    visitor = getattr(request, "visitor", ANONYMOUS)
    return {"posts": posts_of(network, visitor)}


def post_tab(
    request: HttpRequest | None,  # noqa: ARG001 -- for all who have tabs
    network: Network,
) -> Mapping[str, Any]:
    return _tab("post-list", network, _("Beiträge"))


def document_tab(
    request: HttpRequest | None,  # noqa: ARG001 -- for all who have tabs
    network: Network,
) -> Mapping[str, Any]:
    return _tab("document-list", network, _("Dokumente"))


def task_tab(
    request: HttpRequest | None,  # noqa: ARG001 -- for all who have tabs
    network: Network,
) -> Mapping[str, Any]:
    return _tab("task-list", network, _("Aufgaben"))


def _tab(name: str, network: Network, label: str) -> Mapping[str, Any]:
    url = reverse(f"networks:{name}", args=[network.pk])
    return {"url": url, "label": label, "count": ""}
