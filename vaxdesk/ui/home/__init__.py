"""The parts of the page Bàn làm việc."""
