"""The words: what every kind, measure, field, table, code and error means.

Imports nothing of ours.
"""
