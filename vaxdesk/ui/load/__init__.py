"""The parts of the page Nạp danh sách."""
