from dataclasses import dataclass

from commons.search.enums import SynonymKind
from commons.search.models import SynonymGroup
from commons.search.synonyms import areas


@dataclass(frozen=True)
class Listed:
    """A group with the names of its regions."""

    group: SynonymGroup
    regions: str


@dataclass(frozen=True)
class KindOfWords:
    label: str
    groups: list[Listed]


def groups_by_kind() -> list[KindOfWords]:
    """All groups, those that count first; one query."""
    names = {area.pk: area.name for area in areas()}
    listed = [
        Listed(group, ", ".join(names[pk] for pk in group.region_ids if pk in names))
        for group in SynonymGroup.objects.all()
    ]
    return [
        KindOfWords(str(label), [one for one in listed if one.group.kind == kind])
        for kind, label in SynonymKind.choices
    ]
