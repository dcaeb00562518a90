"""Addresses that strangers type into a form: of the web, and of mail."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator, URLValidator


class LinkField(forms.URLField):
    """Where a browser leads, and nowhere else."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **fields: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **fields})


class _NamedHosts(EmailValidator):
    """A place in the net has a name: no number, and not this machine's own."""

    def validate_domain_part(self, domain_part: str) -> bool:
        return self.domain_regex.match(domain_part) is not None


class MailField(forms.EmailField):
    default_validators = [_NamedHosts(allowlist=[])]
