from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.pages import queries, rules, services
from neighbourhood.pages.forms import ContactForm, PageForm
from neighbourhood.pages.models import Contact, Page
from neighbourhood.regions import queries as regions

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# What the first page shows, also of whoever has ideas and invites.
GENERATIONS = ("home", "ideas", "regions", "contacts", "actors", "networks")


@public
@require_safe
@cached_page(
    generations=lambda _request, slug: [f"page:{slug}", "contacts"], parameters=()
)
def page_show(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(
        Page.objects.published().select_related("contact"), slug=slug
    )
    context = {
        "page": page,
        "sections": rules.sections_of(page.body),
        "contact": queries.contact_of(page),
        "can_edit": rules.can_edit_pages(request.visitor),
    }
    return render(request, "pages/page_show.html", context)


@require_get_or_post
@keeps_draft("page", gettext_lazy("Seite der Informationen"), PageForm)
def page_edit(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(Page, slug=slug)
    if not rules.can_edit_pages(request.visitor):
        raise PermissionDenied
    form = PageForm(request.POST or None, instance=page)
    if request.method == "POST" and form.is_valid():
        try:
            services.revise(page, by=request.visitor.account, **form.cleaned_data)
        except RuleViolation as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Die Seite ist geändert."))
            return redirect(page)
    context = {"page": page, "form": form}
    return render(request, "pages/page_edit.html", context)


@public
@require_safe
@cached_page(generations=lambda _request: ["contacts"], parameters=())
def contacts(request: HttpRequest) -> HttpResponse:
    context = {
        "contacts": queries.contacts_with_regions(),
        "can_edit": rules.can_edit_pages(request.visitor),
        "is_demo": not settings.PRODUCTION,
    }
    return render(request, "pages/contacts.html", context)


@require_get_or_post
def contact_create(request: HttpRequest) -> HttpResponse:
    return _contact_form(request, Contact())


@require_get_or_post
def contact_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _contact_form(request, get_object_or_404(Contact, pk=pk))


def _contact_form(request: HttpRequest, contact: Contact) -> HttpResponse:
    if not rules.can_edit_pages(request.visitor):
        raise PermissionDenied
    form = ContactForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        services.save_contact(
            form.save(commit=False),
            regions=form.cleaned_data["regions"],
            becomes_general=form.cleaned_data.get("becomes_general", False),
            by=request.visitor.account,
        )
        messages.success(request, _("Die Stelle ist gespeichert."))
        return redirect("pages:contacts")
    return render(request, "pages/contact_form.html", {"form": form})


@public
@require_safe
@cached_page(
    generations=lambda _request: GENERATIONS,
    parameters=(),
)
def home(request: HttpRequest) -> HttpResponse:
    """The first page; what it shows of ideas and events comes through slots."""
    region = regions.home_region_of(request.visitor.user_id)
    context = {
        "map": regions.map_shapes(),
        "regions": regions.regions_with_ortsteile(),
        "home_region": region,
        "contact": queries.contact_for(region),
    }
    return render(request, "pages/home.html", context)
