"""Use cases: everything a user can do, without a window. Each verb is one transaction and one step."""
