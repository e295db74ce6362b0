"""Run the command line: ``python -m detente``."""

from detente.cli.main import main

if __name__ == "__main__":
    main()
