from commons.accounts.views.absences import (
    absence_end,
    absence_list,
    absence_own,
)
from commons.accounts.views.account import (
    account_erase,
    account_overview,
    csrf_failure,
    own_data_export,
    own_data_show,
    role_list,
    role_withdraw,
)
from commons.accounts.views.staff_data import staff_data

__all__ = [
    "absence_end",
    "absence_list",
    "absence_own",
    "account_erase",
    "account_overview",
    "csrf_failure",
    "own_data_export",
    "own_data_show",
    "role_list",
    "role_withdraw",
    "staff_data",
]
