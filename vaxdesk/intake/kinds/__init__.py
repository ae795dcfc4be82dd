"""One file per kind of list; each holds a constant ``KIND`` (:class:`vaxdesk.intake.layout.ListKind`)."""
