"""All files of a network on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.requests import public
from participation.networks.forms.posting import PostsForm
from participation.networks.queries.documents import documents_of
from participation.networks.views import access


@public
@never_cache
@require_safe
def document_list(request: HttpRequest, pk: int) -> HttpResponse:
    network = access.read(request, pk)
    form = PostsForm(request.GET)
    before = form.cleaned_data["vor"] if form.is_valid() else None
    page = access.space_context(request, network, _("Dokumente"))
    context = {"documents": documents_of(network, before=before), **page}
    return render(request, "networks/document_list.html", context)
