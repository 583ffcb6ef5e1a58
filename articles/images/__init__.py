"""Images from outside: decoded, written anew, and stored."""
