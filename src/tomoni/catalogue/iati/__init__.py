"""The words of the IATI standard: its tables, its rules, its versions, its identifiers."""
