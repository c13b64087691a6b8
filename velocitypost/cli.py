"""The command line. Sub-commands import what they need when they run, so that each stays as light as it can."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from velocitypost.accounts.model import PlanKey
    from velocitypost.settings import Settings
    from velocitypost.wiring import Product

_port = click.IntRange(1, 65535)
_folder = click.Path(file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """VelocityPost plans, writes and publishes posts to social networks."""


@main.command()
@click.option("--port", type=_port, help="Where the web interface listens.  [default: PORT or 5000]")
@click.option("--sandbox-port", type=_port, default=5080, show_default=True, help="Where the sandbox listens.")
@click.option("--smtp-port", type=_port, default=5025, show_default=True, help="Where its mail server listens.")
@click.option("--database-port", type=_port, default=27117, show_default=True, help="Of the embedded database.")
@click.option("--redis-port", type=_port, default=6479, show_default=True, help="Of the embedded cache.")
@click.option("--data", type=_folder, help="The folder for all data.  [default: VELOCITYPOST_DATA_DIR or var]")
@click.option("--live", is_flag=True, help="Publish to the real services: no sandbox.")
def up(
    port: int | None,
    sandbox_port: int,
    smtp_port: int,
    database_port: int,
    redis_port: int,
    data: Path | None,
    live: bool,
) -> None:
    """Start everything on this machine and keep it running."""
    from velocitypost.supervisor.plan import Options
    from velocitypost.supervisor.up import up

    options = Options(port, sandbox_port, smtp_port, database_port, redis_port, data, live)
    sys.exit(up(options))


@main.command()
def serve() -> None:
    """Run the web process."""
    from velocitypost.web.serve import serve

    serve(_settings())


@main.command()
def work() -> None:
    """Run a worker, which publishes."""
    from velocitypost.worker.serve import work

    work(_settings())


@main.command()
def clock() -> None:
    """Run the clock, which finds what is due each second. Several may run; one is enough."""
    from velocitypost.worker.clockwork import run

    run(_settings())


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option("--port", type=_port, default=5080, show_default=True)
@click.option("--smtp-port", type=_port, default=5025, show_default=True, help="Where its mail server listens.")
@click.option("--data", type=_folder, default=Path("var/sandbox"), show_default=True)
@click.option("--allow-non-loopback", is_flag=True, help="Let other machines reach it, and post as anybody.")
def sandbox(host: str, port: int, smtp_port: int, data: Path, allow_non_loopback: bool) -> None:
    """Run the sandbox: stand-ins for the third-party services, and a mailbox."""
    from velocitypost.sandbox.serve import CannotStart, serve

    try:
        serve(host, port, data, smtp_port, allow_non_loopback=allow_non_loopback)
    except CannotStart as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@main.command()
@click.argument("subjects", nargs=-1, metavar="[settings|data|database|redis|sandbox|mail]...")
def check(subjects: tuple[str, ...]) -> None:
    """Say in words whether the settings are right and all is reachable."""
    settings = _settings()
    from velocitypost.checkup import SUBJECTS, examine

    if unknown := set(subjects) - set(SUBJECTS):
        raise click.UsageError(f"There is no {', '.join(sorted(unknown))} to check; there is {', '.join(SUBJECTS)}.")
    findings = list(examine(settings, subjects or SUBJECTS))
    for finding in findings:
        click.echo(f"{'✓' if finding.fine else '✗'} {finding.text}")
    sys.exit(0 if all(finding.fine for finding in findings) else 1)


@main.group()
def keys() -> None:
    """Secrets of this installation."""


@keys.command("new")
def keys_new() -> None:
    """Print fresh random secrets, as lines for `.env`.

    To rotate ENCRYPTION_KEYS, put the new entry before the old one, with a comma between: the first seals, all
    open.
    """
    from velocitypost.supervisor.data_place import new_secrets

    for name, value in new_secrets().items():
        click.echo(f"{name}={value}")


@main.group()
def audit() -> None:
    """The trail of every post, from its writing to the replies."""


_workspace = click.option("--workspace", metavar="ID", help="Only this workspace.")


@audit.command("verify")
@_workspace
def audit_verify(workspace: str | None) -> None:
    """Say whether anything was changed afterwards: in words and by exit code (0 no, 1 yes)."""
    with _product() as product:
        verdict = product.audit.verify(workspace)
    for fault in verdict.faults:
        click.echo(f"✗ {fault.sentence}")
    looked_at = f"{verdict.posts} posts, {verdict.publications} publications, {verdict.entries} entries"
    if verdict.faults:
        click.echo(f"✗ Something was changed afterwards, in {len(verdict.faults)} places ({looked_at}).")
        sys.exit(1)
    click.echo(f"✓ Every trail is whole, and every row says what its trail says ({looked_at}).")


@audit.command("export")
@_workspace
@click.option("--out", type=click.File("w", encoding="utf-8", atomic=True), default="-", help="A file for it.")
def audit_export(workspace: str | None, out: TextIO) -> None:
    """Write every entry as a line of JSON: by post, the oldest first."""
    from velocitypost.publishing.audit import as_json

    with _product() as product:
        for line in product.audit.lines(workspace):
            out.write(as_json(line) + "\n")


@main.group()
def plan() -> None:
    """What workspaces may use."""


@plan.command("set")
@click.argument("email")
@click.argument("name", type=click.Choice(["free", "pro", "agency"]))
def plan_set(email: str, name: PlanKey) -> None:
    """Give the workspace of EMAIL a plan: it is paid, or a present."""
    with _product() as product:
        workspace = product.workspaces.of_person(email)
        if workspace is None:
            raise click.ClickException(f"Nobody here has the address {email}.")
        product.workspaces.grant_plan(workspace.id, name)
    click.echo(f"✓ {workspace.name} has the plan {name} now.")


@main.command()
def openapi() -> None:
    """Print the OpenAPI document of the HTTP interface."""
    from velocitypost.web.openapi import document

    click.echo(json.dumps(document(), indent=2, ensure_ascii=False, sort_keys=True))


@contextmanager
def _product() -> Iterator[Product]:
    from velocitypost.wiring import build

    product = build(_settings())
    try:
        yield product
    finally:
        product.database.client.close()
        product.cache.close()


def _settings() -> Settings:
    from velocitypost.settings import SettingsError, load

    try:
        return load()
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
