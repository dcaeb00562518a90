from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Card, Department


def can_see_departments(visitor: Visitor) -> bool:
    """Whoever forwards ideas looks up who is responsible for what."""
    return visitor.has_role(Role.MODERATOR, Role.COORDINATOR)


def can_edit_departments(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)


def can_see_department(visitor: Visitor, department: Department) -> bool:
    """Its own members see how their department is entered."""
    return can_see_departments(visitor) or department.pk in visitor.department_ids


def can_edit_texts(visitor: Visitor, department: Department) -> bool:
    """Whoever answers for a department writes the words it starts from."""
    return can_edit_departments(visitor) or department.pk in visitor.department_ids


def can_edit_card(visitor: Visitor, card: Card) -> bool:
    """A coordinator, and whoever answers for the department that owns it."""
    if visitor.has_role(Role.COORDINATOR):
        return True
    return card.department_id is not None and card.department_id in (
        visitor.department_ids
    )


def can_create_cards(visitor: Visitor) -> bool:
    """Members write for their own department."""
    return visitor.has_role(Role.COORDINATOR) or bool(visitor.department_ids)


def can_give_cards_away(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)


def can_edit_signposts(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)
