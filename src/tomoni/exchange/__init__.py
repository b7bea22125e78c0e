"""Every file format at our wall, and our own snapshot."""
