"""Which rules the house has, how they are shown, and who may read and change them.

An app registers its `House` in `register.py` and takes `views.page(key)` into its own
`urls.py`; form, history, the line on the index page and the kind come from here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.terms.enums import Group
from commons.terms.models import Terms

PAGE = "terms/terms_page.html"
SAVED = _("Gespeichert. Es gilt ab sofort.")


@dataclass(frozen=True, kw_only=True)
class House:
    """One set of rules.

    `url_name` is what your `urls.py` calls the page. Its kind is called `<key>_terms`.
    `summary` says in one line what a row holds to; without it the labels do.
    Who may change reads; `may_read` lets others read, too. `change(values, by=…)`
    stands for `services.change` where more follows from new rules than a row. A
    `template` extends "terms/terms_page.html" and fills its blocks `terms_top`,
    `terms_aside`, `terms_after`, with what `context(request)` gives.
    """

    key: str
    model: type[Terms]
    form_class: type[ModelForm]
    title: str | Promise
    lead: str | Promise
    verb: str
    url_name: str
    may_change: Callable[[Visitor], bool]
    may_read: Callable[[Visitor], bool] | None = None
    group: Group = Group.MORE
    summary: Callable[[Any], str] | None = None
    change: Callable[..., Terms] | None = None
    template: str = PAGE
    context: Callable[[HttpRequest], Mapping[str, Any]] | None = None
    saved: str | Promise = SAVED

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def is_read_by(self, visitor: Visitor) -> bool:
        if self.may_change(visitor):
            return True
        return self.may_read is not None and self.may_read(visitor)


_houses: dict[str, House] = {}


def register(house: House) -> None:
    """Name rules of the house; call it in your app's `register()`.

    The verb must be declared, and `changed_by` be in your own-data entries.
    """
    _houses[house.key] = house

    def visible_to(rows: QuerySet, visitor: Visitor) -> QuerySet:
        return rows if house.is_read_by(visitor) else rows.none()

    kinds.register(
        kinds.Kind(
            key=f"{house.key}_terms",
            model=house.model._meta.label,
            label=house.title,
            title=lambda _row: str(house.title),
            url=lambda _row: house.url,
            region_id=lambda _row: None,
            visible_to=visible_to,
        )
    )


def get(key: str) -> House:
    return _houses[key]


def has_any_for(visitor: Visitor) -> bool:
    """Whether there is something for them to change."""
    return any(house.may_change(visitor) for house in _houses.values())


def read_by(visitor: Visitor) -> list[House]:
    """By group and title."""
    order = list(Group)
    read = [house for house in _houses.values() if house.is_read_by(visitor)]
    return sorted(read, key=lambda each: (order.index(each.group), str(each.title)))
