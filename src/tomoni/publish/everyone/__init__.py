"""What the public site needs of a prepared lake beside its figures."""
