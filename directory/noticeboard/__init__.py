"""The noticeboard: offers and events of members, reviewed, for a time, on pages and on paper."""
