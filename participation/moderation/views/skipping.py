"""Going past a contribution without deciding on it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from commons.accounts.http import HttpRequest
from participation.moderation import services
from participation.moderation.models import QueueItem
from participation.moderation.views.desk import desk_visitor, next_address


@require_POST
def skip(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back, and on to the next one behind it in the same filters."""
    visitor = desk_visitor(request)
    row = get_object_or_404(QueueItem.objects.visible_to(visitor), pk=pk)
    services.release(row, by=visitor.account)
    return redirect(next_address(request, visitor, skipped=row.pk))
