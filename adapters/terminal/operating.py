"""The commands for operators: start and examine it, keep its data, build the site, check sources.

Each loads what it needs when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.terminal.shared import FOUND_WRONG, OK, Setup, examples, in_store, platforms_like
from knowledge.errors import OperatorError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from bot.storage import Store


@click.command()
@click.pass_obj
def serve(setup: Setup) -> None:
    """Open the web pages, and run every chat surface whose settings are present."""
    import asyncio

    from bot.service import run
    from bot.service.plugins import find_plugins

    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        runner.run(run.serve(setup.settings, setup.folders, find_plugins()))


def _fast_loop() -> Callable[[], AbstractEventLoop] | None:
    """Return the event loop of uvloop, if there is one for this system."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    return new_event_loop


@click.command()
@click.pass_obj
def mcp(setup: Setup) -> None:
    """Answer assistants as a server of the Model Context Protocol, on standard input and output."""
    from adapters.web.mcp import serve_stdio

    serve_stdio(setup.revision())


@click.command()
@click.pass_obj
def doctor(setup: Setup) -> int:
    """Say what is configured, what is missing and how to get it."""
    import asyncio

    from bot.service.doctor import examine
    from bot.service.plugins import find_plugins

    checks = asyncio.run(examine(setup.settings, setup.folders, find_plugins(), setup.today))
    for check in checks:
        click.echo(f"{check.state:<5} {check.what}: {check.says}")
    return FOUND_WRONG if any(check.state == "wrong" for check in checks) else OK


@click.command()
@click.pass_obj
def migrate(setup: Setup) -> None:
    """Bring the database's tables up to date, as `serve` does at its start."""
    import asyncio

    from bot.service.backup import bring_up_to_date
    from bot.service.settings import ServiceSettings, read, secret_keys

    own = read(ServiceSettings, setup.settings)
    asyncio.run(bring_up_to_date(own.database_url, secret_keys(own)))
    click.echo("the tables are up to date")


@click.command("admin-link", epilog=examples("admin-link", "admin-link --name ann", "admin-link --for slack:T0123/U0456"))
@click.option("--name", metavar="NAME", help="The name under which edits are logged; your login name if it is left out.")
@click.option("--for", "person", metavar="SURFACE:WORKSPACE/USER", help="Let the admin of a workspace in instead, who sees only its own.")
@click.option("--minutes", default=15, show_default=True, type=click.IntRange(1, 24 * 60), help="How long the link is good.")
@click.pass_obj
def admin_link(setup: Setup, name: str | None, person: str | None, minutes: int) -> None:
    """Print a link that signs an admin in on the web pages, once."""
    from adapters.terminal.admin_link import print_link

    print_link(setup, name, person, minutes)


@click.command(epilog=examples("backup /var/backups/smallprint.tar.gz"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(setup: Setup, file: Path) -> None:
    """Write database and own knowledge folders into FILE; the service may run meanwhile."""
    from bot.service.backup import back_up
    from bot.service.settings import ServiceSettings, read

    manifest = back_up(read(ServiceSettings, setup.settings).database_url, setup.folders, file)
    click.echo(f"{file}: the database ({manifest.database}) and {manifest.folders} knowledge folder{'' if manifest.folders == 1 else 's'}")
    if setup.settings.get("SMALLPRINT_SECRET_KEY"):
        click.echo("Keep SMALLPRINT_SECRET_KEY in another place: without it the tokens in the backup cannot be read.")


@click.command(epilog=examples("restore /var/backups/smallprint.tar.gz"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_obj
def restore(setup: Setup, file: Path) -> None:
    """Restore a backup into the empty database and folders that the settings name."""
    from bot.service import backup as backups
    from bot.service.settings import ServiceSettings, read, secret_keys

    own = read(ServiceSettings, setup.settings)
    manifest = backups.restore(file, own.database_url, setup.folders, secret_keys(own))
    click.echo(f"restored what Smallprint {manifest.version} backed up at {manifest.made_at}; `smallprint doctor` checks it")


@click.group("jobs", invoke_without_command=True, epilog=examples("jobs", "jobs retry", "jobs retry job-3 message-17"))
@click.pass_context
def _jobs(context: click.Context) -> int | None:
    """Say what the service still has to do, and what failed for good; exit 1 if something did."""
    from adapters.terminal.jobs import show

    return in_store(context.obj, show) if context.invoked_subcommand is None else None


@_jobs.command("retry")
@click.argument("name", nargs=-1, metavar="[NAME...]")
@click.pass_obj
def _retry(setup: Setup, name: tuple[str, ...]) -> int:
    """Try jobs and messages once more that failed for good; without a name all of them."""
    from adapters.terminal.jobs import named, retry

    return in_store(setup, partial(retry, wanted=named(name)))


@click.group("keys")
def _keys() -> None:
    """Replace the key that encrypts stored tokens."""


@_keys.command("rotate")
@click.pass_obj
def _rotate(setup: Setup) -> int:
    """Encrypt every stored token with the first key of SMALLPRINT_SECRET_KEY, and say whether the others can go."""
    from bot.storage.secret_keys import HOW_TO_MAKE_ONE

    if not setup.settings.get("SMALLPRINT_SECRET_KEY"):
        raise OperatorError(f"SMALLPRINT_SECRET_KEY is not set, so no token is stored; make a key with: {HOW_TO_MAKE_ONE}")

    async def tell(store: Store) -> int:
        click.echo(f"the tokens of {store.renewed_at_opening} installations were encrypted anew")
        if unreadable := await store.installations.unreadable():
            names = ", ".join(f"{workspace.surface} {workspace.id}" for workspace in unreadable)
            click.echo(f"no key in SMALLPRINT_SECRET_KEY opens those of {names}; add the key, or install there again", err=True)
            return FOUND_WRONG
        click.echo("all have the first key; once no process has an older SMALLPRINT_SECRET_KEY, the other keys can be taken out")
        return OK

    return in_store(setup, tell)


@click.group("site")
def _site() -> None:
    """Make the web pages as files, for any host."""


@_site.command("build", epilog=examples("site build public", "site build public --url https://smallprint.example"))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--url", metavar="ADDRESS", help="Where people will find it, for feeds and the sitemap; else SMALLPRINT_PUBLIC_URL.")
@click.pass_obj
def _build(setup: Setup, folder: Path, url: str | None) -> None:
    """Write the public pages, with search, feeds and a sitemap, into DIR."""
    from adapters.web.site import build
    from bot.service.settings import ServiceSettings, read

    own = read(ServiceSettings, {"SMALLPRINT_PUBLIC_URL": url} if url else setup.settings)
    count = build(folder, setup.revision(), setup.today, own.public_url)
    click.echo(f"{count} files in {folder}" + ("" if own.public_url else "; without an address (--url) there is no sitemap"))


@click.group("sources")
def _sources() -> None:
    """Check the pages that answers cite."""


@_sources.command("check", epilog=examples("sources check zoom", "sources check"))
@click.argument("platform", nargs=-1, metavar="[PLATFORM...]", shell_complete=platforms_like)
@click.pass_obj
def _check_sources(setup: Setup, platform: tuple[str, ...]) -> int:
    """Fetch the cited pages and say which changed; exit 1 if one did, moved or is gone. Without a name all, which takes a while."""
    from adapters.terminal.arguments import slugs_of
    from adapters.terminal.source_commands import check
    from bot.service.settings import ServiceSettings, read

    revision = setup.revision()
    slugs = slugs_of(revision, platform, most=len(revision.knowledge.platforms)) if platform else ()
    own = read(ServiceSettings, setup.settings)
    return in_store(setup, partial(check, own=own, knowledge=revision.knowledge, slugs=slugs, today=setup.today))


COMMANDS = (serve, mcp, doctor, migrate, admin_link, backup, restore, _jobs, _keys, _site, _sources)
