"""What every other subject stands on: agents, the journal and its chain, the machine, the base."""
