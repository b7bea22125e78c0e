"""Records as rows of sheets, as they stand in the ledger."""
