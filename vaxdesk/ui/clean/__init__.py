"""The parts of the page Làm sạch."""
