"""What may happen to a course, and who may do it: state machines, rosters, screening, access."""
