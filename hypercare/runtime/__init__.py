"""The embedded PostgreSQL and Redis, and the supervisor behind `make run`. Plain Python, no Django."""
