"""Pages about people: persons, possible duplicates, rosters, statistics of alumni."""
