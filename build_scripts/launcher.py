"""Where the bundle starts: PyInstaller can't start from a module of the package it bundles."""

from vaxdesk.entry import main

raise SystemExit(main())
