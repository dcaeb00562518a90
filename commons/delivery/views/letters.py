"""The Postausgang: letters that are printed, posted, and sometimes come back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons.delivery import letters, printing, services
from commons.delivery.enums import Channel
from commons.delivery.forms import AddressForm
from commons.delivery.models import Delivery, PrintRun
from commons.delivery.queries import by_hand
from commons.delivery.views.desk import found, hander_over, refusals_told
from commons.errors import RuleViolation
from commons.requests import VisitorRequest, number_asked

VIEWS = {
    "wartend": by_hand.unprinted,
    "verschickt": by_hand.posted,
    "zurueck": by_hand.returned,
}


@never_cache
@require_safe
def letter_list(request: VisitorRequest) -> HttpResponse:
    visitor = hander_over(request)
    view = request.GET.get("ansicht", "wartend")
    view = view if view in VIEWS else "wartend"
    before = number_asked(request, "vor")
    is_waiting = view == "wartend"
    rows = VIEWS[view](visitor)
    context = {
        "view": view,
        "page": by_hand.page_of(rows, before=before),
        "is_first": before is None,
        "prints": by_hand.printed(visitor) if is_waiting else [],
        "waiting": by_hand.count_of(rows) if is_waiting else 0,
    }
    return render(request, "delivery/letter_list.html", context)


@never_cache
@require_safe
def letter_show(request: VisitorRequest, pk: int) -> HttpResponse:
    """What the letter says, without the address."""
    letter = found(request, Channel.LETTER, pk)
    context = {"letter": letter, "words": letters.words_of(letter)}
    return render(request, "delivery/letter_show.html", context)


@never_cache
@require_POST
def letter_address(request: VisitorRequest, pk: int) -> HttpResponse:
    """Open the address, and put it right: both by POST, both written down."""
    letter = found(request, Channel.LETTER, pk)
    by = hander_over(request).account
    addressee = services.show_addressee(letter, by=by)
    if addressee is None:
        messages.error(request, _("Diese Anschrift ist inzwischen gelöscht."))
        return redirect("delivery:letter-show", pk)
    form = AddressForm(initial=AddressForm.initial_of(addressee))
    if "speichern" in request.POST:
        form = AddressForm(request.POST)
        if form.is_valid():
            services.correct_addressee(letter, form.addressee(addressee), by=by)
            messages.success(request, _("Die Anschrift ist berichtigt."))
            return redirect("delivery:letter-show", pk)
    context = {"letter": letter, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "delivery/letter_address.html", context, status=status)


@never_cache
@require_POST
def letter_print(request: VisitorRequest, pk: int) -> HttpResponse:
    """Print this one, for the first time or once more."""
    letter = found(request, Channel.LETTER, pk)
    back = reverse("delivery:letter-show", args=[pk])
    return _printed(request, [letter], back=back)


@never_cache
@require_POST
def letter_print_all(request: VisitorRequest) -> HttpResponse:
    """All that nobody has printed yet."""
    waiting = list(by_hand.unprinted(hander_over(request)))
    return _printed(request, waiting, back=reverse("delivery:letter-list"))


@require_POST
def letter_posted(request: VisitorRequest, pk: int) -> HttpResponse:
    letter = found(request, Channel.LETTER, pk)
    services.mark_posted([letter], by=hander_over(request).account)
    messages.success(request, _("Der Brief ist als verschickt vermerkt."))
    return redirect("delivery:letter-list")


@require_POST
def letter_returned(request: VisitorRequest, pk: int) -> HttpResponse:
    letter = found(request, Channel.LETTER, pk)
    with refusals_told(request):
        services.mark_returned(letter, by=hander_over(request).account)
        messages.success(request, _("Der Brief wartet auf eine bessere Anschrift."))
    return redirect("delivery:letter-show", pk)


@require_POST
def letter_again(request: VisitorRequest, pk: int) -> HttpResponse:
    letter = found(request, Channel.LETTER, pk)
    with refusals_told(request):
        services.hand_over_again(letter, by=hander_over(request).account)
        messages.success(request, _("Der Brief liegt wieder im Postausgang."))
    return redirect("delivery:letter-show", pk)


@never_cache
@require_safe
def print_show(request: VisitorRequest, pk: int) -> HttpResponse:
    """How far a large print is; the page asks again by itself."""
    run, waiting = _run(request, pk)
    context = {"run": run, "waiting": len(waiting)}
    is_part = request.headers.get("HX-Request") == "true"
    name = "delivery/_print_state.html" if is_part else "delivery/print_show.html"
    return render(request, name, context)


@never_cache
@require_POST
def print_pdf(request: VisitorRequest, pk: int) -> HttpResponse:
    """The PDF of a print, as often as it is needed."""
    run, _waiting = _run(request, pk)
    if run.is_running and run.total > services.AT_ONCE:
        return redirect("delivery:print-show", run.pk)
    return _pdf(run)


@require_POST
def print_posted(request: VisitorRequest, pk: int) -> HttpResponse:
    """The whole pile is in the post."""
    _run_of, waiting = _run(request, pk)
    number = services.mark_posted(waiting, by=hander_over(request).account)
    words = ngettext(
        "%(number)d Brief ist als verschickt vermerkt.",
        "%(number)d Briefe sind als verschickt vermerkt.",
        number,
    )
    messages.success(request, words % {"number": number})
    return redirect("delivery:letter-list")


def _printed(
    request: VisitorRequest, waiting: list[Delivery], *, back: str
) -> HttpResponse:
    try:
        run = services.begin_print(waiting, by=hander_over(request).account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect(back)
    if run.total > services.AT_ONCE:
        return redirect("delivery:print-show", run.pk)
    return _pdf(run)


def _pdf(run: PrintRun) -> HttpResponse:
    response = HttpResponse(printing.pdf_of(run), content_type="application/pdf")
    header = content_disposition_header(
        as_attachment=False, filename=f"briefe-{run.pk}.pdf"
    )
    response.headers["Content-Disposition"] = header or "inline"
    return response


def _run(request: VisitorRequest, pk: int) -> tuple[PrintRun, list[Any]]:
    """A print of which the visitor may see every letter, and what is not posted."""
    visible = by_hand.for_desk(hander_over(request), Channel.LETTER)
    run = get_object_or_404(PrintRun.objects.select_related("stored_file"), pk=pk)
    ids = set(run.letters.values_list("pk", flat=True))
    mine = set(visible.filter(print_run=run).values_list("pk", flat=True))
    if not ids or ids != mine:
        raise Http404
    waiting = by_hand.waiting_letters(hander_over(request)).filter(print_run=run)
    return run, list(waiting)
