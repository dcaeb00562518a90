from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest
from neighbourhood.departments.forms import TopicForm
from neighbourhood.departments.models import Topic
from neighbourhood.departments.services import departments
from neighbourhood.departments.views.trails import list_trail, require_editor

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    require_editor(request)
    topics = Topic.objects.prefetch_related("departments")
    context = {"topics": topics, "trail": list_trail()}
    return render(request, "departments/topic_list.html", context)


@require_get_or_post
def topic_create(request: HttpRequest) -> HttpResponse:
    return _topic_form(request, Topic())


@require_get_or_post
def topic_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _topic_form(request, get_object_or_404(Topic, pk=pk))


def _topic_form(request: HttpRequest, topic: Topic) -> HttpResponse:
    require_editor(request)
    form = TopicForm(request.POST or None, instance=topic)
    if request.method == "POST" and form.is_valid():
        departments.save_topic(form.save(commit=False), by=request.visitor.user)
        messages.success(request, _("Das Thema ist gespeichert."))
        return redirect("departments:topic-list")
    trail = [*list_trail(), (_("Themen"), reverse("departments:topic-list"))]
    context = {"form": form, "trail": trail}
    return render(request, "departments/topic_form.html", context)
