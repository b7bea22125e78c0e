"""Site data, packages and feeds, made out of snapshots only."""
