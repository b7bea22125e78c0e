"""The steps of a freeze, from the ledger's rows to a snapshot. Imports no Django."""
