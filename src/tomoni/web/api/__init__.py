"""The public programming interface: tables, figures, proofs and search of one snapshot."""
