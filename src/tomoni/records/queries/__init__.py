"""What finds rows of the ledger for actions and for the desk."""
