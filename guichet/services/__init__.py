"""One public function is one transaction. Services never import one another."""
