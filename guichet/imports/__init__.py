"""Files a town brings: read, checked row by row, reported. Nothing here touches the base."""
