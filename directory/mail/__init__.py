"""Outgoing mail: kept in the database with what caused it, then handed to a mailer."""
