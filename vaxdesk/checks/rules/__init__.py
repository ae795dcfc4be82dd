"""One file per rule, each with its ``RULE``. A new rule is a new file; nothing else names it."""
