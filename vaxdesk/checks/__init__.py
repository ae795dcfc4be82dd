"""People → issues. The rules look at one person at a time and ask about everything around through Surroundings."""
