"""Reading a discussion: as a page of its own, from a permalink, answer by answer."""

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from commons import kinds
from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from participation.discussion import hosts
from participation.discussion.enums import Sort
from participation.discussion.forms import ReadingForm
from participation.discussion.models import Comment, Thread
from participation.discussion.queries import versions
from participation.discussion.queries.listing import Wish
from participation.discussion.queries.section import (
    new_since,
    replies_of,
    section_of,
)
from participation.discussion.views.places import visible_comment, visible_host


@public
@require_safe
@cached_page(
    generations=lambda _request, pk: [f"thread:{pk}", *hosts.circles()],
    parameters=("sortierung", "ab", "bei"),
)
def thread_show(request: HttpRequest, pk: int) -> HttpResponse:
    """All comments by pages; htmx takes the fragment with the same list."""
    rows = Thread.objects.visible_to(request.visitor).select_related(*hosts.related(""))
    thread = get_object_or_404(rows, pk=pk)
    wish = _wish(request, thread)
    section = section_of(thread.host, request.visitor, wish)
    context = {
        "section": section,
        "title": kinds.get(thread.kind).title(thread.host),
        "kind": kinds.get(thread.kind),
        "trail": [(kinds.get(thread.kind).title(thread.host), section.host_url)],
    }
    name = "_section.html" if request.htmx else "thread_show.html"
    return render(request, f"discussion/{name}", context)


@public
@require_safe
def comment_show(request: HttpRequest, pk: int) -> HttpResponse:
    """The permalink: leads to the page that the comment stands on now."""
    comment = visible_comment(pk, request.visitor)
    if comment.published_at is None:
        url = kinds.of(comment.thread.host).url(comment.thread.host)
        return redirect(f"{url}#{comment.anchor}")
    query = urlencode({"bei": comment.pk})
    url = comment.thread.get_absolute_url()
    return redirect(f"{url}?{query}#{comment.anchor}")


@public
@require_safe
def comment_replies(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment with its answers, page by page; htmx takes the answers."""
    comment = visible_comment(pk, request.visitor)
    if comment.is_reply or comment.published_at is None:
        raise Http404
    cursor = ReadingForm(request.GET)
    after = cursor.cleaned_data["ab"] if cursor.is_valid() else ""
    context = {
        "entry": replies_of(comment, request.visitor, cursor=after),
        "is_first": not after,
        "thread": comment.thread,
        "title": comment.thread.title,
    }
    return render(request, "discussion/comment_replies.html", context)


@public
@require_safe
def comment_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What a public comment said before it was changed."""
    comment = visible_comment(pk, request.visitor)
    if not comment.is_public or comment.edited_at is None:
        raise Http404
    context = {
        "comment": comment,
        "changes": versions.changes_of(comment),
        "title": comment.thread.title,
    }
    return render(request, "discussion/comment_versions.html", context)


@public
@require_safe
@cached_page(
    generations=lambda _request, kind, pk: [
        hosts.generation_of(kind, pk),
        *hosts.circles(),
    ],
    parameters=("seit",),
)
def thread_news(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """How many comments came since an open page was made."""
    host = visible_host(kind, pk, request.visitor)
    form = ReadingForm(request.GET)
    since = form.cleaned_data["seit"] if form.is_valid() else None
    if since is None:
        return HttpResponseBadRequest()
    thread: Thread | None = host.thread
    context = {
        "thread": thread,
        "count": new_since(thread, since) if thread else 0,
        "since": form.data["seit"],
        "newest": Sort.NEWEST.value,
    }
    return render(request, "discussion/_news.html", context)


def _wish(request: HttpRequest, thread: Thread) -> Wish:
    """An address that says nothing sensible shows the beginning."""
    form = ReadingForm(request.GET)
    if not form.is_valid():
        return Wish()
    asked = form.cleaned_data
    return Wish(
        sort=Sort(asked["sortierung"] or Sort.NEWEST),
        cursor=asked["ab"],
        at=_at(thread, asked["bei"]),
        since=asked["seit"],
    )


def _at(thread: Thread, pk: int | None) -> Comment | None:
    if pk is None:
        return None
    rows = Comment.objects.filter(thread=thread, pk=pk).standing()
    found: Comment | None = rows.select_related("parent").first()
    return found
