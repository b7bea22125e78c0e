"""The write side: the one Django app with models, and the freeze.

Importing this package imports no Django.
"""
