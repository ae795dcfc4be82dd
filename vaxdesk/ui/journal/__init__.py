"""The parts of the page Nhật ký."""
