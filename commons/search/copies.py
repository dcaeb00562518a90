"""The index holds words too: what was blackened is read anew."""

from commons import copies, kinds
from commons.blackening import Blackening
from commons.copies import About
from commons.search import registry, services
from commons.search.models import SearchRow

# Of one kind; a longer thread has only those renewed that show the words.
MOST_AT_ONCE = 200


def register() -> None:
    copies.add_effect("search", _index_anew)


def _index_anew(about: About, black: Blackening) -> None:
    for kind, ids in about.ids.items():
        rows = SearchRow.objects.filter(kind=kind, target_id__in=ids)
        found = dict(rows.values_list("target_id", "title"))
        if len(found) > MOST_AT_ONCE:
            changed = about.changed.get(kind, frozenset())
            found = {
                pk: title
                for pk, title in found.items()
                if pk in changed or black.is_in(title)
            }
        if found:
            things = kinds.get(kind).model_class._default_manager.filter(pk__in=found)
            services.index_many(kind, registry.get(kind).prepare(things))
