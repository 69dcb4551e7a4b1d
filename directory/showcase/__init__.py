"""What the invented network lives on: circles, services of centers, programs, referrals."""
