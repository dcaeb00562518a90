"""In which language an idea is, and what it says in another one.

A working translation helps to read; the original alone counts. Each saving is a version
of its own.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.search import services as search
from commons.verbs.services import happened
from participation.ideas.models import Idea, Translation
from participation.moderation.screening import languages

GERMAN = "de"


@transaction.atomic
def translate(
    idea: Idea, *, language: str, title: str, text: str, version: int, by: User
) -> Translation:
    """Save a new version of a working translation; search finds it at once.

    Args:
        language: what it is translated into.
        version: the newest version that `by` has read, 0 if there was none.

    Raises:
        RuleViolation: the idea is in that language, or somebody else was faster.
    """
    idea = _locked(idea)
    if language == (idea.language or GERMAN):
        raise RuleViolation(
            _("Die Idee ist schon in dieser Sprache geschrieben."), code="same_language"
        )
    rows = Translation.objects.filter(idea=idea, language=language)
    last = rows.filter(is_current=True).first()
    if (last.version if last else 0) != version:
        raise RuleViolation(
            _("Jemand anderes hat die Übersetzung geändert. Bitte laden Sie sie neu."),
            code="version_changed",
        )
    rows.update(is_current=False)
    translation = Translation.objects.create(
        idea=idea,
        language=language,
        version=version + 1,
        idea_version=idea.version,
        title=title,
        text=text,
        translated_by=by,
        translated_at=timezone.now(),
    )
    happened("idea.translated", idea, by=by, language=language)
    _renew_search(idea)
    return translation


@transaction.atomic
def correct_language(idea: Idea, *, language: str, by: User) -> Idea:
    """Say in which language an idea is; a new version keeps what somebody said."""
    idea = _locked(idea)
    idea.language = languages.GERMAN if language == GERMAN else language
    idea.is_language_checked = True
    idea.save(update_fields=["language", "is_language_checked"])
    happened("idea.language_corrected", idea, by=by, language=language)
    _renew_search(idea)
    return idea


def _renew_search(idea: Idea) -> None:
    if idea.is_public:
        search.index("idea", idea)


def _locked(idea: Idea) -> Idea:
    return Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
