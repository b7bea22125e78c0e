"""The course desk's tables: editions, calls, people, nominations, selections, participations."""
