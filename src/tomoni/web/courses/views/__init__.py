"""Pages of the course desk: each calls an action, and tells what it refused."""
