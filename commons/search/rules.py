from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor

EDITORS = (Role.COORDINATOR, Role.DATA_EDITOR)


def can_edit_synonyms(visitor: Visitor) -> bool:
    return visitor.has_role(*EDITORS)
