"""`python -m erfaringsbank` is the same as the command `erfaringsbank`."""

from erfaringsbank.cli.main import main

if __name__ == "__main__":
    main()
