"""What a lake says, prepared for questions: activities, money lines, duplicates, publishers."""
