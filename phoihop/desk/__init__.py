"""One person's working day: what waits for me, and a programme's room."""
