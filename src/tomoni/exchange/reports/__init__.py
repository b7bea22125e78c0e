"""Printed publications: reports, briefs and answer packs as PDF and DOCX, and their charts."""
