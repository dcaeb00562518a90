from django.utils.translation import gettext

MOST_PERCENT = 99


def share_in_words(addresses: int, total: int) -> str:
    """How many of a place's addresses, never rounding a few houses away.

    Empty if nobody counted.
    """
    if not total:
        return ""
    if addresses == total:
        return gettext("alle Adressen")
    percent = round(100 * addresses / total)
    if percent < 1:
        return gettext("unter 1 % der Adressen")
    if percent > MOST_PERCENT:
        return gettext("über 99 % der Adressen")
    return gettext("%(percent)d %% der Adressen") % {"percent": percent}
