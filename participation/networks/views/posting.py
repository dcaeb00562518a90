"""Posts of a network: read, write, change, pin, take back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from participation.discussion.queries.section import section_of
from participation.networks import post_rules
from participation.networks.enums import PostKind
from participation.networks.forms.posting import (
    PostEditForm,
    PostForm,
    PostsForm,
    initial_of,
)
from participation.networks.models import Network, Post
from participation.networks.queries import posting as queries
from participation.networks.queries.post_words import author_name, title_of
from participation.networks.services import posting
from participation.networks.views import access

POST_RATE = "30/h"
EDIT_RATE = "60/h"


@public
@never_cache
@require_safe
def post_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All posts by pages; htmx takes the next ones out of it."""
    network = access.read(request, pk)
    form = PostsForm(request.GET)
    cursor = form.cleaned_data["ab"] if form.is_valid() else ""
    posts = queries.posts_of(network, request.visitor, cursor=cursor)
    context = {"posts": posts, **access.space_context(request, network, _("Beiträge"))}
    return render(request, "networks/post_list.html", context)


@public
@never_cache
@require_safe
def post_news(request: HttpRequest, pk: int) -> HttpResponse:
    """What an open page asks for: the posts after the newest one it knows.

    Without a number, or when too much came meanwhile, the whole first page.
    """
    network = access.read(request, pk)
    form = PostsForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest()
    after = form.cleaned_data["nach"]
    news = None
    if after is not None:
        news = queries.news_of(network, request.visitor, after=after)
    posts = news or queries.posts_of(network, request.visitor)
    first = posts.first if news is None else (after or 0) + 1
    context = {"posts": posts, "first": first}
    return render(request, "networks/_post_news.html", context)


@public
@never_cache
@require_safe
def post_show(request: HttpRequest, pk: int) -> HttpResponse:
    post = shown_post(request, pk)
    visitor = request.visitor
    title = title_of(post)
    tasks = [(task, post_rules.can_tick(visitor, task)) for task in _tasks(post)]
    context = {
        "post": post,
        "title": title,
        "author": author_name(post),
        "tasks": tasks,
        "is_own": post_rules.is_own(visitor, post),
        "can_edit": post_rules.can_edit(visitor, post),
        "can_withdraw": post.is_public and post_rules.can_withdraw(visitor, post),
        "can_pin": post_rules.can_pin(visitor, post),
        "edit_url": edit_url(post),
        "section": section_of(post, visitor) if post.is_public else None,
        **access.space_context(request, post.network, title),
    }
    return render(request, "networks/post_show.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "network-post",
    gettext_lazy("Beitrag in einem Netzwerk"),
    PostForm,
    without=("uploads",),
)
def post_create(request: HttpRequest, pk: int) -> HttpResponse:
    network = access.written(request, pk)
    form = PostForm(
        posted(request),
        request.FILES or None,
        initial={"key": uuid.uuid4()},
        network=network,
        visitor=request.visitor,
    )
    if form.is_valid() and added(request, network, form, PostKind.POST):
        messages.success(request, _("Ihr Beitrag steht jetzt im Netzwerk."))
        return redirect(f"{network.get_absolute_url()}#beitraege")
    page = access.space_context(request, network, _("Beitrag schreiben"))
    return write_page(request, form, "networks/post_write.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "network-post-edit",
    gettext_lazy("Beitrag ändern"),
    PostEditForm,
    without=("version", "uploads", "detached"),
)
def post_edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = editable_post(request, pk)
    if post.kind == PostKind.MINUTES:
        return redirect(edit_url(post))
    form = PostEditForm(
        posted(request),
        request.FILES or None,
        initial=initial_of(post),
        post=post,
        visitor=request.visitor,
    )
    return changed(request, post, form, "networks/post_edit.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    post = shown_post(request, pk)
    if not post_rules.can_withdraw(request.visitor, post):
        raise PermissionDenied
    if request.method == "POST":
        try:
            posting.withdraw(post, by=request.visitor.account)
        except RuleViolation as violation:
            messages.error(request, str(violation.message))
        else:
            messages.success(request, _("Ihr Beitrag ist zurückgezogen."))
        return redirect(post.network)
    title = _("Beitrag zurückziehen?")
    context = {"post": post, **access.space_context(request, post.network, title)}
    return render(request, "networks/post_withdraw.html", context)


@require_POST
def post_pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep it on top, or let it go from there."""
    post = shown_post(request, pk)
    if not post_rules.can_pin(request.visitor, post):
        raise PermissionDenied
    act = posting.unpin if "loesen" in request.POST else posting.pin
    try:
        act(post, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    return redirect(post)


def shown_post(request: HttpRequest, pk: int) -> Post:
    """Raises Http404 unless the visitor may see it: nobody learns that it is there."""
    post = queries.find(pk, request.visitor)
    if post is None:
        raise Http404
    return post


def editable_post(request: HttpRequest, pk: int) -> Post:
    post = shown_post(request, pk)
    if not post_rules.can_edit(request.visitor, post):
        raise PermissionDenied
    return post


def added(
    request: HttpRequest, network: Network, form: PostForm, kind: PostKind
) -> bool:
    """Write the post of a valid form; a rule that says no is an error of it."""
    try:
        guard.limit(request, "network-post", POST_RATE)
        posting.write(
            network,
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            actor=form.cleaned_data.get("actor"),
            by=request.visitor.account,
            kind=kind,
            along=form.along,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


def changed(
    request: HttpRequest, post: Post, form: PostEditForm, template: str
) -> HttpResponse:
    """Take a form with the changed words in, or show it again."""
    if form.is_valid():
        try:
            guard.limit(request, "network-post-edit", EDIT_RATE)
            posting.edit(post, form.wording, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(post)
    page = access.space_context(request, post.network, _("Beitrag ändern"))
    return write_page(request, form, template, {**page, "post": post})


def write_page(
    request: HttpRequest, form: PostForm, template: str, page: dict[str, Any]
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **page}, status=status)


def edit_url(post: Post) -> str:
    name = "minutes-edit" if post.kind == PostKind.MINUTES else "post-edit"
    return reverse(f"networks:{name}", args=[post.pk])


def _tasks(post: Post) -> list[Any]:
    """Each knows its post, so that rules ask nothing anew."""
    tasks = list(post.tasks.all())
    for task in tasks:
        task.post = post
    return tasks
