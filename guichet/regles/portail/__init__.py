"""Portal accounts, Clés Enfance, what is handed over and what the portal is told."""
