from participation.bundles.models.bundles import Bundle, BundleItem, BundleQuerySet

__all__ = ["Bundle", "BundleItem", "BundleQuerySet"]
