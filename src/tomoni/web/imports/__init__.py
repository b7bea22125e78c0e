"""Files of the IATI standard brought into records: given, previewed, applied."""
