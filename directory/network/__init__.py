"""What a network keeps about itself: its edits over what is shipped, and what was not met."""
