"""Reads a document's text into proposed claims with exact spans. Pure and deterministic."""
