"""IATI activity and organisation files: read, checked, kept and written."""
