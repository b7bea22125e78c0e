"""Spreadsheets of records, out and in."""
