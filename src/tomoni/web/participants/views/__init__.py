"""Pages of offers, participants and travel: each calls an action, and tells what it refused."""
