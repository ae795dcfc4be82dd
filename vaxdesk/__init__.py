"""VaxDesk: corrects and verifies COVID-19 vaccination records at a commune health station, offline."""

__version__ = "0.1.0"
