"""How a portfolio directory becomes records: format, reading, checks, quarantine, writing."""
