"""`python -m summarizer` is `summarizer`."""

from summarizer.cli.app import main

if __name__ == "__main__":
    main()
