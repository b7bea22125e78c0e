"""Files of the IATI standard into records: given, previewed, applied."""
