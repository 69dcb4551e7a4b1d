"""`directory evaluate`: how well searches are understood and scenarios are answered."""

from __future__ import annotations

import click

from directory.search.cli_scenarios import evaluate_scenarios
from directory.search.cli_understand import evaluate_queries


@click.group
def evaluate() -> None:
    """Run example searches or scenarios, and print the scores."""


evaluate.add_command(evaluate_queries, name="queries")
evaluate.add_command(evaluate_scenarios, name="scenarios")
