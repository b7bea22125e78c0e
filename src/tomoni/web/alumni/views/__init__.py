"""Views of the directory, the own page, messages and associations."""
