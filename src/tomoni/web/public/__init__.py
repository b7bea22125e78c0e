"""The public site: pages of one published snapshot, without a database."""
