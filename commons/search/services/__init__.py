from commons.search.services.indexing import (
    follow_happening,
    index,
    index_many,
    index_missing,
    reindex,
    remove,
)

__all__ = [
    "follow_happening",
    "index",
    "index_many",
    "index_missing",
    "reindex",
    "remove",
]
