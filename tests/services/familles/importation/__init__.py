"""Files of the field, as whole imports."""
