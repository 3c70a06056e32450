"""Households and their people."""
