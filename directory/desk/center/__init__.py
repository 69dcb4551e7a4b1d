"""The editor of an integrative center: its page, its people, what they do there, who manages it."""
