"""Remembering until when somebody has seen a network."""

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from commons.accounts.http import HttpRequest
from participation.discussion.forms import ReadingForm
from participation.networks.services import visiting
from participation.networks.views import access


@require_POST
def network_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything up to `seit` is seen; the next visit marks what came after it."""
    network = access.read(request, pk)
    form = ReadingForm(request.POST)
    until = form.cleaned_data["seit"] if form.is_valid() else None
    if until is None:
        return HttpResponseBadRequest()
    visiting.mark(network, until=until, by=request.visitor.account)
    return redirect(network)
