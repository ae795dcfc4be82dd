"""What exists: people, doses, events and how events make people. Pure values, standard library only."""
