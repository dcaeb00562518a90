from neighbourhood.pages.services.contacts import save_contact
from neighbourhood.pages.services.pages import revise

__all__ = ["revise", "save_contact"]
