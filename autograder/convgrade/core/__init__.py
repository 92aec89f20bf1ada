"""Plain data shared by every layer: errors, exercises, results."""
