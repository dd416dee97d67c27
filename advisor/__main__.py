"""The command line as `python -m advisor`, for where the script is not on the path."""

from advisor.cli.main import main

main()
