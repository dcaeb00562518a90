"""What pages need of referrals: one module a page."""
