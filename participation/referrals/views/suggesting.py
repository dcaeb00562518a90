"""Learning at once; the page about it is one of the rules of the house."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commons.accounts.http import HttpRequest
from participation.referrals import rules
from participation.referrals.services import suggesting


@require_POST
def suggestion_learn(request: HttpRequest) -> HttpResponse:
    """Learn without waiting for fifty more decisions and for the night."""
    if not rules.can_change_suggestions(request.visitor):
        raise PermissionDenied
    suggesting.learn_now()
    messages.success(
        request, _("Es wird gelernt. In ein, zwei Minuten steht hier, wie gut es ist.")
    )
    return redirect("referrals:suggestions")
