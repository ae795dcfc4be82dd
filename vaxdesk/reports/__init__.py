"""People and packages → what is printed: documents, in words already. Who draws them is :mod:`vaxdesk.ui.paper`."""
