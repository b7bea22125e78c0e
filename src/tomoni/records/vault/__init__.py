"""What is sealed and lies outside the ledger: passport, medical and vigilance data, dossier files.

Every file is sealed with a key of the vault's own, which no backup of the database holds.
"""
