"""The tables of which the log does not tell each change, each with the reason."""

from __future__ import annotations

from types import MappingProxyType

QUIET = MappingProxyType(
    {
        "account_sessions": "Each page moves a session's time; its beginning and end are told.",
        "audit_entries": "It is the log.",
        "audit_head": "It is the log.",
        "directory_changes": "Follows what is told of listings and vouches.",
        "directory_revision": "Follows what is told of listings and vouches.",
        "gazetteer_places": "Public places, loaded by a command.",
        "gazetteer_sources": "Public places, loaded by a command.",
        "known_browsers": "Follows signing in, which is told.",
        "message_openings": "A log of its own, of who opened what.",
        "network_revision": "Follows what is told of the network's edits.",
        "one_time_keys": "A form that was sent, told by what it made.",
        "outgoing_mails": "Follows what caused the mail, which is told.",
        "referral_openings": "A log of its own, of who opened what.",
        "referral_visits": "A log of its own, of who opened what.",
        "sign_in_tries": "Counts tries for the limit; refused codes are told.",
        "unknown_words": "What a visitor chose to send: nothing may lead back to them.",
        "unmet_needs": "Counts of a quarter: nothing may lead back to a visitor.",
    }
)
