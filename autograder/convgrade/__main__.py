"""``python -m convgrade`` is the ``convgrade`` command."""

from convgrade.cli import main

if __name__ == "__main__":
    main()
