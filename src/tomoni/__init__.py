"""Tomoni: every published figure opens down to its records and sources."""

__version__ = "0.1.0"
