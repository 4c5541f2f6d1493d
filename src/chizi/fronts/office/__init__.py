"""Office (设置): people, roles, sign-in and records; the first day."""
