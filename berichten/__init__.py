"""What goes out: the outbox, delivery and cadence."""
