"""Delivery of a course: timetable, lecturers, materials, calendars."""
