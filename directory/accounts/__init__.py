"""Who signs in: password and second factor, sessions kept on the server, roles, permissions."""
