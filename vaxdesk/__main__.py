"""``python -m vaxdesk``."""

from __future__ import annotations

import sys

from vaxdesk.entry import main

if __name__ == "__main__":
    sys.exit(main())
