"""Taking mail in, reading it, and what people do with what nobody could place."""
