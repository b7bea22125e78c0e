"""Tables of records out of and into spreadsheets: held against the ledger, then all or nothing."""
