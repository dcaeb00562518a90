"""Working translations of an idea; a German one has none and asks for none."""

from participation.ideas.models import Idea, Translation


def current_of(idea: Idea) -> list[Translation]:
    """The newest of each language; no query for a German idea."""
    if not idea.language:
        return []
    known = getattr(idea, "_prefetched_objects_cache", {})
    if "translations" in known:
        return [row for row in idea.translations.all() if row.is_current]
    return list(idea.translations.filter(is_current=True).order_by("language"))


def newest(idea: Idea, language: str) -> Translation | None:
    rows = Translation.objects.filter(idea=idea, language=language, is_current=True)
    return rows.first()


def versions_of(idea: Idea) -> list[Translation]:
    """All that were ever saved, the newest first."""
    rows = Translation.objects.filter(idea=idea).select_related("translated_by")
    return list(rows.order_by("-translated_at", "-pk"))
