"""Who decides on complaints: the coordination names people, from whatever unit."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.accounts.models import User
from commons.errors import RuleViolation
from participation.moderation import rules
from participation.moderation.forms.fairness import PoolForm
from participation.moderation.models import PoolMember
from participation.moderation.queries import pool as queries
from participation.moderation.services import pool as services
from participation.moderation.views.desk import desk_trail


@require_http_methods(["GET", "HEAD", "POST"])
def pool(request: HttpRequest) -> HttpResponse:
    by = _coordinator(request)
    form = PoolForm(posted(request))
    if form.is_valid() and _named(form, by):
        name = form.cleaned_data["email"].public_name
        messages.success(
            request,
            _("%(name)s ist benannt und bekommt eine Nachricht.") % {"name": name},
        )
        return redirect("moderation:pool")
    complaints = (_("Einwände"), reverse("moderation:complaint-list"))
    context = {
        "form": form,
        "members": queries.standing_members(),
        "trail": [*desk_trail(), complaints],
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/pool.html", context, status=status)


@require_POST
def pool_end(request: HttpRequest, pk: int) -> HttpResponse:
    by = _coordinator(request)
    member = get_object_or_404(PoolMember.objects.select_related("user"), pk=pk)
    services.end(member, by=by)
    messages.success(
        request,
        _("%(name)s entscheidet nicht mehr über Einwände.")
        % {"name": member.user.public_name},
    )
    return redirect("moderation:pool")


def _coordinator(request: HttpRequest) -> User:
    if not rules.can_name_pool(request.visitor):
        raise PermissionDenied
    return request.visitor.account


def _named(form: PoolForm, by: User) -> bool:
    cleaned = form.cleaned_data
    try:
        services.name(
            cleaned["email"],
            valid_from=cleaned["valid_from"],
            valid_until=cleaned["valid_until"],
            by=by,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()
