"""The curator's desk: what to do next, checks, decisions with a reason, and what needs care."""
