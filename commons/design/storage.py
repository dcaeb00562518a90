"""Static files with a hash in their name, compressed once at collectstatic."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes the names inside `import` and `import()` of our ES modules too."""

    support_js_module_import_aggregation = True
