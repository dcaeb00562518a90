"""What posts show on the page of a network, and their tabs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from commons.accounts.visitors import ANONYMOUS
from participation.networks.models import Network
from participation.networks.panels import tab_of
from participation.networks.queries.posting import posts_of


def on_space(request: HttpRequest | None, network: Network) -> Mapping[str, Any] | None:
    """The newest posts; the page has asked whether the visitor reads them."""
    visitor = getattr(request, "visitor", ANONYMOUS)
    return {"posts": posts_of(network, visitor)}


def post_tab(request: HttpRequest | None, network: Network) -> Mapping[str, Any]:
    pages = ("post-show", "post-withdraw")
    return tab_of(request, network, "post-list", _("Beiträge"), pages=pages)


def document_tab(request: HttpRequest | None, network: Network) -> Mapping[str, Any]:
    return tab_of(request, network, "document-list", _("Dokumente"))


def task_tab(request: HttpRequest | None, network: Network) -> Mapping[str, Any]:
    return tab_of(request, network, "task-list", _("Aufgaben"))
