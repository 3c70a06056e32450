"""Who is at this counter: the workstation a process holds, the terminal it runs in."""
