"""Documents in: files given, read over all cores, registered."""
