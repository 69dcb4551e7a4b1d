"""The practitioner's desk: what to answer and to confirm, and the editor of one's own profile."""
