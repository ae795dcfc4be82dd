"""The command line of ``CONTRACT.md`` section 2. Everything the window does to data, a command does too."""

from __future__ import annotations

from vaxdesk.cli.running import main

__all__ = ["main"]
