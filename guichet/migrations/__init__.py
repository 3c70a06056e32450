"""Alembic migrations, run by the program itself: no alembic.ini to ship, no command to learn."""
