"""The programming interface of the public site: tables, figures, proofs and search of one snapshot."""
