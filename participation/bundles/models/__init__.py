from participation.bundles.models.answering import RowAnswer
from participation.bundles.models.bundles import Bundle, BundleItem, BundleQuerySet

__all__ = ["Bundle", "BundleItem", "BundleQuerySet", "RowAnswer"]
