"""Work outside the request: rows that the worker picks up, heartbeats, and each form once."""
