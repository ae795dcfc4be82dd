"""The parts of the page Gửi – nhận."""
