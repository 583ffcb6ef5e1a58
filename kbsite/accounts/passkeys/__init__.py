"""Passkeys: keys that stay on a phone, a computer or a security key, and answer for their owner."""
