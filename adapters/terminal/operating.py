"""The commands for whoever runs the service: start and examine it, keep its data, build the site, check sources.

Each loads what it needs when it runs.
"""

from __future__ import annotations

from pathlib import Path

import click

from adapters.terminal.shared import OK, Setup, examples, platforms_like


@click.command()
@click.pass_obj
def serve(setup: Setup) -> int:
    """Open the web pages, and run every chat surface whose settings are present."""
    from adapters.terminal import serving

    return serving.serve(setup.settings, setup.folders)


@click.command()
@click.pass_obj
def mcp(setup: Setup) -> int:
    """Answer assistants as a server of the Model Context Protocol, on standard input and output."""
    from adapters.web.mcp import serve_stdio

    serve_stdio(setup.revision())
    return OK


@click.command()
@click.pass_obj
def doctor(setup: Setup) -> int:
    """Say what is configured, what is missing and how to get it."""
    from adapters.terminal import serving

    return serving.doctor(setup.settings, setup.folders, setup.today)


@click.command()
@click.pass_obj
def migrate(setup: Setup) -> int:
    """Bring the database's tables up to date, as `serve` does at its start."""
    from adapters.terminal import serving

    return serving.migrate(setup.settings)


@click.command("admin-link", epilog=examples("admin-link", "admin-link --name ann", "admin-link --for slack:T0123/U0456"))
@click.option("--name", metavar="NAME", help="The name under which edits are logged; your login name if it is left out.")
@click.option("--for", "person", metavar="SURFACE:WORKSPACE/USER", help="Let the admin of a workspace in instead, who sees only its own.")
@click.option("--minutes", default=15, show_default=True, type=click.IntRange(1, 24 * 60), help="How long the link is good.")
@click.pass_obj
def admin_link(setup: Setup, name: str | None, person: str | None, minutes: int) -> int:
    """Print a link that signs an admin in on the web pages, once."""
    from adapters.terminal import admin_link as links

    return links.print_link(setup.settings, name, person, minutes)


@click.command(epilog=examples("backup /var/backups/smallprint.tar.gz"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(setup: Setup, file: Path) -> int:
    """Write database and own knowledge folders into FILE; the service may run meanwhile."""
    from adapters.terminal import serving

    return serving.backup(setup.settings, setup.folders, file)


@click.command(epilog=examples("restore /var/backups/smallprint.tar.gz"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_obj
def restore(setup: Setup, file: Path) -> int:
    """Restore a backup into the empty database and folders that the settings name."""
    from adapters.terminal import serving

    return serving.restore(setup.settings, setup.folders, file)


@click.group("jobs", invoke_without_command=True, epilog=examples("jobs", "jobs retry", "jobs retry job-3 message-17"))
@click.pass_context
def _jobs(context: click.Context) -> int | None:
    """Say what the service still has to do, and what failed for good; exit 1 if something did."""
    from adapters.terminal import jobs

    return jobs.show(context.obj.settings) if context.invoked_subcommand is None else None


@_jobs.command("retry")
@click.argument("name", nargs=-1, metavar="[NAME...]")
@click.pass_obj
def _retry(setup: Setup, name: tuple[str, ...]) -> int:
    """Try jobs and messages once more that failed for good; without a name all of them."""
    from adapters.terminal import jobs

    return jobs.retry(setup.settings, name)


@click.group("keys")
def _keys() -> None:
    """Replace the key that encrypts stored tokens."""


@_keys.command("rotate")
@click.pass_obj
def _rotate(setup: Setup) -> int:
    """Encrypt every stored token with the first key of SMALLPRINT_SECRET_KEY, and say whether the others can go."""
    from adapters.terminal import serving

    return serving.rotate_keys(setup.settings)


@click.group("site")
def _site() -> None:
    """Make the web pages as files, for any host."""


@_site.command("build", epilog=examples("site build public", "site build public --url https://smallprint.example"))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--url", metavar="ADDRESS", help="Where people will find it, for feeds and the sitemap; else SMALLPRINT_PUBLIC_URL.")
@click.pass_obj
def _build(setup: Setup, folder: Path, url: str | None) -> int:
    """Write the public pages, with search, feeds and a sitemap, into DIR."""
    from adapters.web.site import SiteError, build
    from bot.service.settings import ServiceSettings, SettingsError, read

    try:
        own = read(ServiceSettings, {"SMALLPRINT_PUBLIC_URL": url} if url else setup.settings)
        count = build(folder, setup.revision(), setup.today, own.public_url)
    except (SettingsError, SiteError) as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{count} files in {folder}" + ("" if own.public_url else "; without an address (--url) there is no sitemap"))
    return OK


@click.group("sources")
def _sources() -> None:
    """Check the pages that answers cite."""


@_sources.command("check", epilog=examples("sources check zoom", "sources check"))
@click.argument("platform", nargs=-1, metavar="[PLATFORM...]", shell_complete=platforms_like)
@click.pass_obj
def _check_sources(setup: Setup, platform: tuple[str, ...]) -> int:
    """Fetch the cited pages and say which changed; exit 1 if one did, moved or is gone. Without a name all, which takes a while."""
    from adapters.terminal import source_commands
    from adapters.terminal.arguments import slugs_of

    revision = setup.revision()
    slugs = slugs_of(revision, platform, most=len(revision.knowledge.platforms)) if platform else ()
    return source_commands.check(setup.settings, revision.knowledge, slugs, setup.today)


COMMANDS = (serve, mcp, doctor, migrate, admin_link, backup, restore, _jobs, _keys, _site, _sources)
