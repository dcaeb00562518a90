from commons.search.queries.searching import PUBLIC, Found, Hit, search
from commons.search.queries.statement import MOST_CANDIDATES

__all__ = ["MOST_CANDIDATES", "PUBLIC", "Found", "Hit", "search"]
