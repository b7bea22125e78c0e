"""The desk: signed-in people look at the ledger. Nothing can be changed on these pages."""
