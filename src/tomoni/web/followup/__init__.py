"""Action plans and follow-up: pages of participants, employers, countries and the institute."""
