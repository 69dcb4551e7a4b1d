"""Referrals: a client is handed on with their permission, and both sides know what comes of it."""
