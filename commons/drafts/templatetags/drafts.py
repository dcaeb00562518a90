from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django import forms, template
from django.core.exceptions import ImproperlyConfigured
from django.forms.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse

from commons.drafts import services
from commons.drafts.addresses import form_at, target_of
from commons.drafts.models import Draft
from commons.drafts.registry import DraftForm

register = template.Library()

_SEVERAL = (forms.SelectMultiple, forms.CheckboxSelectMultiple)
# What a browser leaves out of a POST when nothing is chosen.
_LEFT_OUT: dict[type, Any] = {
    forms.CheckboxInput: False,
    forms.SelectMultiple: [],
    forms.CheckboxSelectMultiple: [],
}


@register.inclusion_tag("drafts/_keep_draft.html", takes_context=True)
def keep_draft(
    context: dict[str, Any], form: BaseForm, address: str = ""
) -> dict[str, Any]:
    """Let the form around keep its draft, and give it what was kept.

    Stands behind `{% csrf_token %}`, before any field. `address` is the form's
    `action` where that is another page than this one.
    """
    request = context["request"]
    address = address or request.get_full_path()
    known = form_at(address)
    if known is None:
        message = f"{address} keeps no drafts: @keeps_draft is missing at its view."
        raise ImproperlyConfigured(message)
    target = target_of(known, address)
    draft = services.find(request.visitor, known.key, target)
    is_posted = form.is_bound or _is_posted(request, known, target)
    is_back = draft is not None and not is_posted
    if draft is not None and is_back:
        _bring_back(form, draft, known)
    save = reverse("drafts:draft-save", args=[known.key])
    return {
        "save_url": f"{save}?{urlencode({'ziel': target})}",
        "draft": draft,
        "is_back": is_back,
        "seen": None if is_posted else seen(draft),
        "once_field": services.ONCE_FIELD,
        "once": form.data.get(services.ONCE_FIELD) or uuid4(),
    }


@register.filter
def seen(draft: Draft | None) -> str:
    """What a window knows of its draft: when it was last saved."""
    return draft.updated_at.isoformat() if draft else ""


def _is_posted(request: HttpRequest, known: DraftForm, target: str) -> bool:
    """Whether this form was posted just now: then the page has the newest words."""
    if request.method != "POST" or form_at(request.path) != known:
        return False
    return target_of(known, request.get_full_path()) == target


def _bring_back(form: BaseForm, draft: Draft, known: DraftForm) -> None:
    form.initial = {**(form.initial or {})}
    for name, field in form.fields.items():
        posted = form.add_prefix(name)
        if posted not in known.fields:
            continue
        if posted in draft.words:
            value = draft.words[posted]
            is_one_of_several = isinstance(field.widget, _SEVERAL)
            is_wrapped = is_one_of_several and not isinstance(value, list)
            form.initial[name] = [value] if is_wrapped else value
        elif type(field.widget) in _LEFT_OUT:
            form.initial[name] = _LEFT_OUT[type(field.widget)]
