"""The mails of referrals, made when they are sent; one module for each concern."""
