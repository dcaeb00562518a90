"""The SPK vouches for an actor, or no longer does."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commons.accounts.http import HttpRequest
from participation.actors import rules
from participation.actors.forms.writing import VerdictForm
from participation.actors.services import verifying
from participation.actors.views.access import seen


@require_POST
def actor_verify(request: HttpRequest, pk: int) -> HttpResponse:
    actor = seen(request, pk)
    if not rules.can_verify(request.visitor, actor):
        raise PermissionDenied
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    by = request.visitor.account
    if form.cleaned_data["bestaetigt"] == "ja":
        verifying.verify(actor, by=by)
        messages.success(request, _("Bestätigt. Beiträge erscheinen jetzt sofort."))
    else:
        verifying.take_back(actor, by=by)
        messages.success(request, _("Die Bestätigung ist zurückgenommen."))
    return redirect(actor)
