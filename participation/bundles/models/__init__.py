from participation.bundles.models.answering import RowAnswer
from participation.bundles.models.bundles import Bundle, BundleItem, BundleQuerySet
from participation.bundles.models.colleagues import BundleHandOver

__all__ = ["Bundle", "BundleHandOver", "BundleItem", "BundleQuerySet", "RowAnswer"]
