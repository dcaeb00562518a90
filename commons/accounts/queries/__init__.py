"""Who holds which role, who is away, and who does their work meanwhile."""

from commons.accounts.queries.roles import RoleHolder, role_holders, scope_choices

__all__ = ["RoleHolder", "role_holders", "scope_choices"]
