"""The parts of the page Cài đặt."""
