"""The pages of the window, one file each; their ``PAGE`` constants are found by the registry."""
