"""Which mails somebody wants, and when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commons.accounts.http import HttpRequest
from commons.notifications import services
from commons.notifications.forms import MailForm


@require_POST
def mail_preference(request: HttpRequest) -> HttpResponse:
    form = MailForm(request.POST)
    if form.is_valid():
        is_wanted = form.cleaned_data["wants_mail"]
        services.set_mail(request.visitor.account, wanted=is_wanted)
        words = (
            _("Sie bekommen Mitteilungen jetzt auch per E-Mail.")
            if is_wanted
            else _("Sie bekommen keine Mitteilungen mehr per E-Mail.")
        )
        messages.success(request, words)
    return redirect("notifications:bell")
