"""People and host organisations: users (logins live in Cognito), staff roles, hosts and their members."""
