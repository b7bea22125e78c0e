"""What the pages and actions about people find."""
