"""Sign-in (登录): codes, passkeys, the bureau's directory, one's own sessions, and the invitation slip."""
