"""Views of the timetable, lecturers, materials and calendars."""
