"""Minutes of meetings, and the tasks that somebody took on there."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.requests import public
from participation.networks import post_rules
from participation.networks.enums import PostKind
from participation.networks.forms.minutes import (
    MinutesEditForm,
    MinutesForm,
    initial_of_minutes,
)
from participation.networks.queries import tasks as queries
from participation.networks.services import minutes
from participation.networks.views import access
from participation.networks.views.posting import (
    added,
    changed,
    editable_post,
    write_page,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "network-minutes",
    gettext_lazy("Protokoll eines Treffens"),
    MinutesForm,
    without=("uploads",),
)
def minutes_create(request: HttpRequest, pk: int) -> HttpResponse:
    network = access.written(request, pk)
    form = MinutesForm(
        posted(request),
        request.FILES or None,
        initial={"key": uuid.uuid4(), "met_on": berlin_today()},
        network=network,
        visitor=request.visitor,
    )
    if form.is_valid() and added(request, network, form, PostKind.MINUTES):
        messages.success(request, _("Das Protokoll steht jetzt im Netzwerk."))
        return redirect(f"{network.get_absolute_url()}#beitraege")
    page = access.space_context(request, network, _("Protokoll schreiben"))
    return write_page(request, form, "networks/minutes_write.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "network-minutes-edit",
    gettext_lazy("Protokoll ändern"),
    MinutesEditForm,
    without=("version", "uploads", "detached"),
)
def minutes_edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = editable_post(request, pk)
    if post.kind != PostKind.MINUTES:
        raise Http404
    form = MinutesEditForm(
        posted(request),
        request.FILES or None,
        initial=initial_of_minutes(post),
        post=post,
        visitor=request.visitor,
    )
    return changed(request, post, form, "networks/minutes_edit.html")


@public
@never_cache
@require_safe
def task_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still to be done, for all who read the network."""
    network = access.read(request, pk)
    tasks = [
        (task, post_rules.can_tick(request.visitor, task))
        for task in queries.open_tasks(network)
    ]
    page = access.space_context(request, network, _("Aufgaben"))
    context = {"tasks": tasks, "today": berlin_today(), **page}
    return render(request, "networks/task_list.html", context)


@require_POST
def task_tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a task off, or take it up again."""
    task = queries.find(pk, request.visitor)
    if task is None:
        raise Http404
    if not post_rules.can_tick(request.visitor, task):
        raise PermissionDenied
    by = request.visitor.account
    if "offen" in request.POST:
        minutes.take_up_again(task, by=by)
        messages.success(request, _("Die Aufgabe ist wieder offen."))
    else:
        minutes.tick_off(task, by=by)
        messages.success(request, _("Erledigt. Danke!"))
    return redirect(f"{task.post.get_absolute_url()}#aufgaben")
