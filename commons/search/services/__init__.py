from commons.search.services.indexing import (
    GENERATION,
    follow_happening,
    index,
    index_many,
    index_missing,
    reindex,
    remove,
)

__all__ = [
    "GENERATION",
    "follow_happening",
    "index",
    "index_many",
    "index_missing",
    "reindex",
    "remove",
]
