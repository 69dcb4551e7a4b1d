"""Better Together: a directory and referral-matching network that practitioners host themselves."""
