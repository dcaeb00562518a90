"""The reviewed list of what everybody may ask for without signing in.

Each line was decided: reading what is public, bringing something in, signing in, and
what machines need. Everything else answers 302 to the sign-in before any look-up.
"""

PUBLIC_VIEWS = frozenset()
