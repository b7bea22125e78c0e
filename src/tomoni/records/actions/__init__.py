"""What changes the ledger: each action is one transaction with its audit event."""
