"""The commands, put together; importing this must stay light."""

from __future__ import annotations

from typing import Annotated

import typer

from experiments.cli import (
    calibrate,
    charts,
    compare,
    deck,
    doctor,
    evidence,
    explain,
    life,
    plan,
    policies,
    report,
    reproduce,
    results,
    run,
    scenarios,
    sensitivity,
    serve,
    sweep,
    validate,
)

HELP = """Simulate Dutch civic integration (inburgering) month by month, and show what a policy
choice does to people, waiting and results.

Example: doorstroom run --replications 50

The outcomes are of invented people in a model that is not calibrated yet: for comparing policies,
never for a decision about a person (route, fine, exemption) nor for judging staff."""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        from experiments.provenance import doorstroom_version

        typer.echo(f"doorstroom {doorstroom_version()}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    """Take the options that come before any command."""


app.command("run")(run.run)
app.command("sweep")(sweep.sweep)
app.command("sensitivity")(sensitivity.sensitivity)
app.add_typer(results.group, name="results")
app.command("reproduce")(reproduce.reproduce)
app.command("compare")(compare.compare)
app.command("plan")(plan.plan)
app.command("charts")(charts.charts)
app.command("deck")(deck.deck)
app.command("report")(report.report)
app.add_typer(scenarios.group, name="scenarios")
app.command("new")(scenarios.new)
app.command("check")(scenarios.check)
app.command("schema")(scenarios.schema)
app.command("regions")(scenarios.regions)
app.command("policies")(policies.policies)
app.command("evidence")(evidence.evidence)
app.add_typer(explain.group, name="explain")
app.command("doctor")(doctor.doctor)
app.command("life")(life.life)
app.command("calibrate")(calibrate.calibrate)
app.command("validate")(validate.validate)
app.command("app")(serve.app)
