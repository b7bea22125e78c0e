"""Checks IATI files: the standard's rules, our advice, references across files, and reports."""
