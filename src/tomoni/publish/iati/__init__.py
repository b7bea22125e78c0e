"""Files of the IATI standard out of a public snapshot: own activities, the organisation file."""
