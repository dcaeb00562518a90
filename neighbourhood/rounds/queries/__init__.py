"""Pages, people and what waits: one module each."""
