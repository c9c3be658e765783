"""The methods for views and for the assistant pane, as docs.slack.dev/reference/methods describes them."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.slack.blocks import check_view
from tests.fakes.slack.checks import Json, Shape, items, string, within
from tests.fakes.slack.core import ApiError, Core
from tests.fakes.slack.methods_chat import Context
from tests.fakes.slack.world import View, completed

PUSHED_VIEWS = 3
_PROMPTS = items(Shape({"title": string(1_000), "message": string(1_000)}), 4)


def given_view(call: Context, kind: str) -> Json:
    """The view in a call, checked."""
    view: Any = call.needed("view")
    if isinstance(view, str):
        try:
            view = json.loads(view)
        except ValueError:
            raise call.refused("invalid_arguments", "view is not JSON") from None
    call.core.checked(call.method, view, lambda: check_view(view, kind))
    checked: Json = view
    return checked


def put_view(core: Core, team_id: str, user: str, payload: Json, before: View | None = None) -> View:
    """Record a new view on top of `before`."""
    numbers = core.records.numbers
    view_id = numbers.next("V")
    held = {**payload, "blocks": completed(payload["blocks"], numbers)}
    view = View(
        view_id, team_id, user, payload["type"], held, numbers.ts(), before.root_id if before else view_id, before.id if before else None
    )
    if view.kind == "modal":
        core.records.views[view_id] = view
    core.journal.changed()
    return view


def change_view(core: Core, view: View, payload: Json) -> None:
    """Put new content into a view; what was typed stays where block and action ids stay."""
    view.payload = {**payload, "blocks": completed(payload["blocks"], core.records.numbers)}
    view.hash = core.records.numbers.ts()
    core.journal.changed()


def view_as_sent(core: Core, view: View) -> Json:
    """A view in the form in which Slack gives it out."""
    installation = core.records.installation_for(view.team_id)
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **view.payload,
        "id": view.id,
        "team_id": view.team_id,
        "app_id": core.settings.app_id,
        "bot_id": installation.bot_id if installation else "B0",
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "state": {"values": view.typed},
    }


def open_view(call: Context) -> Json:
    """views.open."""
    team_id, user = _exchange(call)
    view = put_view(call.core, team_id, user, given_view(call, "modal"))
    return {"view": view_as_sent(call.core, view)}


def push_view(call: Context) -> Json:
    """views.push, on the topmost modal of the person whose trigger it is."""
    team_id, user = _exchange(call)
    below = call.core.records.modals_of(team_id, user)
    if not below:
        raise call.refused("not_found", f"no modal of {user} is open to push on")
    if len(below) >= PUSHED_VIEWS:
        raise call.refused("push_limit_reached", f"no more than {PUSHED_VIEWS} views lie on each other")
    view = put_view(call.core, team_id, user, given_view(call, "modal"), below[-1])
    return {"view": view_as_sent(call.core, view)}


def _exchange(call: Context) -> tuple[str, str]:
    try:
        return call.core.triggers.exchange(call.needed("trigger_id"), call.teams)
    except ApiError as error:
        raise call.refused(error.error, f"trigger_id {call.args.get('trigger_id')!r}") from None


def update_view(call: Context) -> Json:
    """views.update, by view_id or external_id."""
    wanted, external = call.args.get("view_id"), call.args.get("external_id")
    homes = call.core.records.homes.values()
    for view in (*call.core.records.views.values(), *homes):
        known = view.id == wanted or (external and view.payload.get("external_id") == external)
        if known and view.team_id in call.teams and not view.closed:
            _same_hash(call, view)
            change_view(call.core, view, given_view(call, view.kind))
            return {"view": view_as_sent(call.core, view)}
    raise call.refused("not_found", f"no open view {wanted or external}")


def publish_view(call: Context) -> Json:
    """views.publish, a person's home tab."""
    user = call.needed("user_id")
    team_id = next((team for team in call.teams if (team, user) in call.core.records.people), None)
    if team_id is None:
        raise call.refused("invalid_arguments", f"{user} is not known to {call.installation.token}")
    payload = given_view(call, "home")
    home = call.core.records.homes.get((team_id, user))
    if home is None:
        home = call.core.records.homes[team_id, user] = put_view(call.core, team_id, user, payload)
    else:
        _same_hash(call, home)
        change_view(call.core, home, payload)
    return {"view": view_as_sent(call.core, home)}


def _same_hash(call: Context, view: View) -> None:
    if call.args.get("hash") not in (None, "", view.hash):
        raise ApiError("hash_conflict")


def set_status(call: Context) -> Json:
    """assistant.threads.setStatus; an empty status removes it."""
    call.channel("channel_id")
    call.needed("thread_ts")
    if not isinstance(call.args.get("status"), str):
        raise call.refused("invalid_arguments", "status must be given")
    return {}


def set_title(call: Context) -> Json:
    """assistant.threads.setTitle."""
    call.channel("channel_id")
    call.needed("thread_ts")
    call.core.checked(call.method, call.args, lambda: within("title", string(255), call.args.get("title")))
    return {}


def set_prompts(call: Context) -> Json:
    """assistant.threads.setSuggestedPrompts; no more than four."""
    call.channel("channel_id")
    prompts = call.needed("prompts")
    call.core.checked(call.method, call.args, lambda: within("prompts", _PROMPTS, prompts))
    return {}
