from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.terms.queries import current
from neighbourhood.deadlines import queries, rules
from neighbourhood.deadlines.forms import ClosureForm, HolidayForm
from neighbourhood.deadlines.models import CalendarTerms, Closure, DeclaredHoliday
from neighbourhood.deadlines.services import closures
from neighbourhood.deadlines.services.holidays import declare_holiday, withdraw_holiday


@require_http_methods(["GET", "HEAD", "POST"])
def holiday_list(request: HttpRequest) -> HttpResponse:
    _require_coordinator(request)
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _declared(request, form):
        return redirect("deadlines:holiday-list")
    trail = [(_("Ämter und Stellen"), reverse("departments:department-list"))]
    free_days = queries.free_days(berlin_today())
    context = {
        "form": form,
        "eves": current(CalendarTerms),
        "free_days": free_days,
        "trail": trail,
    }
    return render(request, "deadlines/holiday_list.html", context)


@require_POST
def holiday_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    _require_coordinator(request)
    holiday = get_object_or_404(DeclaredHoliday, pk=pk)
    try:
        withdraw_holiday(holiday, by=request.visitor.user)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Der Tag ist wieder ein Arbeitstag."))
    return redirect("deadlines:holiday-list")


def _declared(request: HttpRequest, form: HolidayForm) -> bool:
    try:
        declare_holiday(**form.cleaned_data, by=request.visitor.user)
    except RuleViolation as violation:
        form.add_error("day", str(violation.message))
        return False
    messages.success(
        request, _("Der Tag ist frei. Offene Fristen sind um einen Tag verschoben.")
    )
    return True


def _require_coordinator(request: HttpRequest) -> None:
    if not rules.can_declare_holidays(request.visitor):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def closure_list(request: HttpRequest) -> HttpResponse:
    _require_announcer(request)
    form = ClosureForm(posted(request))
    if request.method == "POST" and form.is_valid() and _announced(request, form):
        return redirect("deadlines:closure-list")
    context = {"form": form, "closures": queries.closures_to_come()}
    status = 422 if form.errors else 200
    return render(request, "deadlines/closure_list.html", context, status=status)


@require_POST
def closure_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    _require_announcer(request)
    closure = get_object_or_404(Closure, pk=pk)
    try:
        closures.withdraw(closure, by=request.visitor.user)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(
            request, _("Gestrichen. Zugesagte Tage bleiben, wie sie sind.")
        )
    return redirect("deadlines:closure-list")


def _announced(request: HttpRequest, form: ClosureForm) -> bool:
    try:
        moved = closures.announce(**form.cleaned_data, by=request.visitor.user).moved
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    words = ngettext(
        "Angekündigt. %(count)s zugesagter Tag rückt dahinter.",
        "Angekündigt. %(count)s zugesagte Tage rücken dahinter.",
        moved,
    )
    messages.success(request, words % {"count": moved} if moved else _("Angekündigt."))
    return True


def _require_announcer(request: HttpRequest) -> None:
    if not rules.can_announce_closures(request.visitor):
        raise PermissionDenied
