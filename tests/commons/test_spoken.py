"""Days and quotations in the languages of the pages."""

from datetime import date

import pytest
from django.utils import translation

from commons.spoken import day_in_words, is_german, quoted


@pytest.mark.parametrize(
    ("language", "day", "quotation", "german"),
    (
        ("de", "2. Januar 2026", "„Bänke“", True),
        ("de-ls", "2. Januar 2026", "„Bänke“", True),
        ("en", "2 January 2026", "“Bänke”", False),
    ),
)
def test_each_language_writes_days_and_quotations_its_own_way(
    language, day, quotation, german
):
    with translation.override(language):
        said = day_in_words(date(2026, 1, 2)), quoted("Bänke"), is_german()

    assert said == (day, quotation, german)
