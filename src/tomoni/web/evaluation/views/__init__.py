"""Pages of evaluation: each calls an action, and tells what it refused."""
