"""Signing in: second factors, passkeys, a bureau's directory, sessions, the printed slip and the first day."""
