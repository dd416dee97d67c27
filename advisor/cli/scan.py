"""`advisor scan`: answers proposed from infrastructure code or an account."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.application import scanning
from advisor.catalog import load
from advisor.cli.options import FILE, json_option
from advisor.cli.talk import say, say_json, tell, tell_problems
from advisor.decision import kind_answers
from advisor.errors import InputError
from advisor.workspace import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from advisor.application.scanning import Scanned
    from advisor.errors import Problem
    from advisor.model.assessment import Proposal
    from advisor.model.catalog import Catalog

_KINDS = {
    "contradicted": "contradicts an answer",
    "observed": "observed",
    "inferred": "inferred",
    "not-visible": "not visible; ask",
}


@click.command(
    epilog="""\b
Examples:
  advisor scan infra/
  advisor scan template.yaml realm-export.json --into acme.yaml
  advisor scan --aws --region eu-west-1 --profile audit --into acme.yaml
  advisor scan --permissions > policy.json

A scan writes nothing but the file after --into, runs nothing from the code, and uses no network
unless --aws is given. Exit code 2 means that a path or FILE cannot be read, 3 that AWS failed."""
)
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1)
@click.option("--into", type=FILE, help="Add the proposals to this assessment, as pending.")
@click.option("--aws", is_flag=True, help="Read a live AWS account, after asking.")
@click.option("--region", help="The AWS Region to read.")
@click.option("--profile", help="A profile of your AWS configuration.")
@click.option("--pool", "pools", multiple=True, help="Only this user pool id; may be repeated.")
@click.option("--yes", is_flag=True, help="Consent to reading the account without being asked.")
@click.option("--permissions", is_flag=True, help="Print the IAM policy that --aws needs and stop.")
@click.option(
    "--catalog",
    "overlays",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    metavar="DIR",
    help="A folder of your own questions and signals laid over ours; may be repeated.",
)
@json_option
def command(  # noqa: PLR0913 - one parameter per option of the command line
    paths: tuple[Path, ...],
    into: Path | None,
    region: str | None,
    profile: str | None,
    pools: tuple[str, ...],
    overlays: tuple[Path, ...],
    *,
    aws: bool,
    yes: bool,
    permissions: bool,
    as_json: bool,
) -> None:
    """Propose answers from infrastructure code, exports, or a live account.

    Reads Terraform and OpenTofu (source, plan and state JSON), CloudFormation, SAM, CDK output,
    Serverless Framework, Amplify, OpenAPI, Pulumi YAML, manifests of ACK and Crossplane, exported
    AWS and Microsoft Graph answers, and exports of Keycloak and Auth0. A proposal is never an
    answer: a person accepts or rejects it. What each source needs, the smallest permissions
    included, is in docs/guides/evidence-overview.md.
    """
    if permissions:
        click.echo(json.dumps(scanning.account_policy(), indent=2))
        return
    _check_usage(paths, aws=aws, region=region)
    catalog = load(*overlays)
    answers = kind_answers(catalog, read(into, catalog)) if into is not None else {}
    results = []
    if paths:
        results.append(scanning.scan(paths, catalog, answers, into=into, overlays=overlays))
    if aws and region:
        account = scanning.Account(region, profile, pools)
        _ask_consent(account, yes=yes)
        results.append(
            scanning.scan_account(
                account,
                catalog,
                answers,
                overlays=overlays,
                progress=lambda what: tell(f"  {what}"),
            )
        )
    _report(results, catalog, as_json=as_json)
    if into is not None:
        proposals = [proposal for result in results for proposal in result.kept]
        kept = scanning.keep(into, catalog, proposals)
        tell(f"{into}: {kept.added} proposals added, {kept.known} known before.")


def _check_usage(paths: tuple[Path, ...], *, aws: bool, region: str | None) -> None:
    if not paths and not aws:
        raise InputError("scan needs a PATH or --aws", hint="advisor scan infra/")
    if aws and not region:
        raise InputError("--aws needs --region", hint="advisor scan --aws --region eu-west-1")


def _ask_consent(account: scanning.Account, *, yes: bool) -> None:
    """List what will be called, and go on only with a yes."""
    profile = account.profile or "default"
    tell(
        f"This reads the AWS account of profile {profile} in {account.region}, and changes nothing."
    )
    tell("It uses exactly these permissions:")
    for permission, reason in scanning.permissions().items():
        tell(f"  {permission:<45} {reason}")
    if yes:
        return
    if not sys.stdin.isatty():
        raise InputError("Reading an account needs consent.", hint="Add --yes to give it.")
    if not click.confirm("Read the account?", default=False, err=True):
        raise click.Abort


def _proposals(results: Iterable[Scanned]) -> list[Proposal]:
    return [proposal for result in results for proposal in result.proposals]


def _report(results: list[Scanned], catalog: Catalog, *, as_json: bool) -> None:
    problems = [problem for result in results for problem in result.problems]
    unseen = [problem for result in results for problem in result.unseen]
    proposals = _proposals(results)
    if as_json:
        say_json(
            {
                "schema_version": 1,
                "files": sum(result.files for result in results),
                "resources": sum(result.resources for result in results),
                "proposals": [_filled(proposal) for proposal in proposals],
                "problems": [_located(problem) for problem in problems],
                "not_visible": [_located(problem) for problem in unseen],
            }
        )
    else:
        for proposal in proposals:
            _say_proposal(proposal, catalog)
    if problems:
        tell("Could not be read:")
        tell_problems(problems)
    if unseen:
        tell("Not visible from here:")
        tell_problems(unseen)
    files = sum(result.files for result in results)
    resources = sum(result.resources for result in results)
    tell(f"{len(proposals)} proposals from {resources} resources in {files} files.")


def _say_proposal(proposal: Proposal, catalog: Catalog) -> None:
    question = catalog.questions[proposal.question]
    say(f"{question.text} [{question.id}]", bold=True)
    for option in (proposal.value, *proposal.includes):
        if option:
            say(f"  -> {question.option(option).label} [{option}]")
    for option in proposal.excludes:
        say(f"  -> not: {question.option(option).label} [{option}]")
    kind = _KINDS.get(proposal.kind, proposal.kind)
    say(f"  {kind}, {proposal.confidence} confidence, {proposal.where}")
    say(f"  read: {proposal.read}")
    say(f"  {proposal.says}")
    say()


def _filled(proposal: Proposal) -> Mapping[str, object]:
    names = ("question", "signal", "kind", "where", "read", "value", "includes", "excludes")
    rest = ("confidence", "says")
    values: dict[str, object] = {}
    for name in (*names, *rest):
        value = getattr(proposal, name)
        if value not in (None, ()):
            values[name] = list(value) if isinstance(value, tuple) else value
    return values


def _located(problem: Problem) -> Mapping[str, object]:
    return {name: getattr(problem, name) for name in ("file", "line", "field", "problem", "fix")}
