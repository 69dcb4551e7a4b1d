"""Return phrases: seven words with which somebody without an account comes back."""
