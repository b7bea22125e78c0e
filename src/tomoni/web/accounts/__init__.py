"""Accounts: sign-in, second factor, sessions, invitations, and what was sent to whom."""
