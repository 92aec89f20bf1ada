"""A student at home: check, watch, hand in."""
