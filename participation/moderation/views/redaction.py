"""Blackening: mark words and areas, look at what it makes of them, and do it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons import kinds
from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.moderation import desk, rules
from participation.moderation.forms.redaction import (
    COLUMNS,
    DO,
    MARK,
    ROWS,
    RedactionForm,
)
from participation.moderation.models import Moderated
from participation.moderation.queries import redaction as queries
from participation.moderation.queries.item import may_be_read
from participation.moderation.queries.redaction import Cut
from participation.moderation.services.redaction import Wish, redact
from participation.moderation.views.desk import (
    address_of,
    desk_trail,
    desk_visitor,
    require_moderator,
)


@dataclass
class Marking:
    """A contribution with what is marked in it."""

    contribution: Moderated
    form: RedactionForm
    cuts: list[Cut]

    @cached_property
    def context(self) -> dict[str, Any]:
        found = self.contribution
        number = desk.of(found).number_of(found)
        return {
            "trail": [*desk_trail(), (number, address_of(found))],
            "contribution": found,
            "kind": kinds.of(found),
            "number": number,
            "form": self.form,
            "back_url": address_of(found),
        }

    def marked(self, name: str) -> list[str]:
        """What was posted of one sort of marks."""
        return self.form.cleaned_data.get(name, []) if self.form.is_bound else []

    @property
    def pictures(self) -> Any:
        redacting = queries.redacting_of(self.contribution)
        return redacting.pictures(self.contribution) if redacting else ()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "redaction",
    gettext_lazy("Stellen schwärzen"),
    RedactionForm,
    without=("version", "wort", "feld", "bereich", "reason", "sicher"),
)
def redaction(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    visitor = desk_visitor(request)
    found = desk.load(kind, pk)
    if found is None or not rules.covers_region(visitor, found.region_id):
        raise Http404
    if queries.redacting_of(found) is None or not may_be_read(found):
        raise Http404
    require_moderator(visitor, found)
    if request.method != "POST":
        form = RedactionForm(initial={"version": found.version})
        return _mark(request, Marking(found, form, queries.suggested(found)))
    return _posted(request, found)


def _posted(request: HttpRequest, found: Moderated) -> HttpResponse:
    step = request.POST.get("schritt", "")
    form = RedactionForm(
        request.POST, guessed=queries.suggested(found), is_last=step == DO
    )
    is_valid = form.is_valid()
    marking = Marking(found, form, form.cuts)
    if step == MARK:
        return _mark(request, marking)
    if not is_valid:
        is_unsure = set(form.errors) == {"sicher"}
        page = _preview if is_unsure else _mark
        return page(request, marking, status=422)
    try:
        wish = _wish(found, form)
        if step == DO:
            redact(found, wish, by=request.visitor.account)
            messages.success(request, _("Geschwärzt. Die Worte sind überall gelöscht."))
            return redirect(address_of(found))
    except RuleViolation as violation:
        return _refused(request, marking, violation)
    return _preview(request, marking)


def _wish(found: Moderated, form: RedactionForm) -> Wish:
    """Raises RuleViolation where nothing is marked."""
    cleaned = form.cleaned_data
    if not form.cuts and not form.patches:
        raise RuleViolation(
            _("Bitte markieren Sie zuerst, was geschwärzt werden soll."),
            code="nothing_marked",
        )
    if cleaned["version"] != found.version:
        raise RuleViolation(
            _("Der Beitrag wurde inzwischen geändert. Bitte markieren Sie neu."),
            code="version_changed",
        )
    return Wish(
        version=cleaned["version"],
        cuts=form.cuts,
        patches=form.patches,
        reason=cleaned["reason"],
        text=cleaned["text"],
    )


def _refused(
    request: HttpRequest, marking: Marking, violation: RuleViolation
) -> HttpResponse:
    """Back to the marks; after a change they would stand at the wrong words."""
    if violation.code == "version_changed":
        found = marking.contribution
        found.refresh_from_db()
        typed = request.POST.copy()
        for name in ("wort", "feld", "bereich"):
            typed.setlist(name, [])
        typed["version"] = str(found.version)
        form = RedactionForm(typed)
        form.is_valid()
        marking = Marking(found, form, queries.suggested(found))
    marking.form.add_error(None, str(violation.message))
    return _mark(request, marking, status=409)


def _mark(request: HttpRequest, marking: Marking, status: int = 200) -> HttpResponse:
    texts = [
        (words, queries.words_on_page(words, marking.cuts))
        for words in queries.texts_of(marking.contribution)
    ]
    ticked = set(marking.marked("feld"))
    context = {
        **marking.context,
        "texts": texts,
        "pictures": [
            (picture, _cells(picture.pk, ticked)) for picture in marking.pictures
        ],
        "areas": marking.marked("bereich"),
        "has_suggestions": bool(marking.cuts) and not marking.form.is_bound,
    }
    return render(request, "moderation/redaction.html", context, status=status)


def _cells(pk: int, ticked: set[str]) -> list[tuple[str, int, int, bool]]:
    """The cells over a picture: value, column and row as people count, ticked."""
    return [
        (value := f"{pk}:{column},{row}", column + 1, row + 1, value in ticked)
        for row in range(ROWS)
        for column in range(COLUMNS)
    ]


def _preview(request: HttpRequest, marking: Marking, status: int = 200) -> HttpResponse:
    found, form = marking.contribution, marking.form
    cuts = form.cuts
    blackening = queries.blackening_of(found, cuts)
    passages = [
        (queries.passage_of(found, cut), form[f"art-{cut.name}"]) for cut in cuts
    ]
    patches = form.patches
    context = {
        **marking.context,
        "passages": [(passage, field) for passage, field in passages if passage],
        "after": [
            (words, blackening.text(words.text)) for words in queries.texts_of(found)
        ],
        "quoting": queries.quoting(found, blackening),
        "pictures": [
            (picture, form[f"art-bild:{picture.pk}"], areas)
            for picture in marking.pictures
            if (areas := [each.area for each in patches if each.picture == picture.pk])
        ],
    }
    return render(request, "moderation/redaction_preview.html", context, status=status)
