"""Form widgets of the design system."""

from typing import Any

from django import forms
from django.utils.functional import Promise


class SuggestInput(forms.TextInput):
    """A text input that asks `src` for suggestions while one types.

    `fills` is the id of a hidden input that takes the key of the chosen row. Without
    JavaScript it is a plain input, so the form must understand typed words too.
    """

    template_name = "django/forms/widgets/suggest.html"

    def __init__(
        self,
        src: str | Promise,
        *,
        fills: str = "",
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.src = src
        self.fills = fills

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"src": str(self.src), "fills": self.fills}
        return context


class CodeInput(forms.TextInput):
    """A short code that was sent by mail: large letters, the phone offers the code."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "class": "code-input",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                **(attrs or {}),
            }
        )
