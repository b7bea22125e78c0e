"""Rules of reports: what a folder may hold, who signs, when an edition goes out, what it claims."""
