"""Which data about staff is kept and what for, made from the tables themselves."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commons import owndata
from commons.accounts import rules
from commons.accounts.http import HttpRequest


@require_safe
def staff_data(request: HttpRequest) -> HttpResponse:
    if not rules.can_see_staff_data(request.visitor):
        raise PermissionDenied
    entries = [
        {
            "table": entry.model,
            "purpose": entry.staff,
            "people": entry.user_fields,
            "columns": [
                field.name for field in entry.model_class._meta.concrete_fields
            ],
            "retain": entry.retain,
        }
        for entry in owndata.about_staff()
    ]
    return render(request, "accounts/staff_data.html", {"entries": entries})
