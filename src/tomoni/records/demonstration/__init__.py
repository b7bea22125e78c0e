"""Courses made for demonstration: marked synthetic throughout, never counted, never published."""
