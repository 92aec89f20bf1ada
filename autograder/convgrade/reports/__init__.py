"""What people read: results.json for Gradescope and the report in the terminal."""
