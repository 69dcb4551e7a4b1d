"""What changes referrals; everything here flushes and never commits."""
