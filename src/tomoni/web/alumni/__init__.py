"""The directory of alumni, the own page of each, messages, and associations per country."""
