"""Files of the standard out: our own activities, and imported ones element for element."""
