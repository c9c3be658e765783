"""What became of cited pages."""

from __future__ import annotations

from datetime import date

from bot.storage import SourceRead, Store
from knowledge.watched import SourceState

ZOOM, TEAMS = ("zoom", "terms"), ("teams", "terms")
DAY = date(2026, 11, 23)


async def test_a_state_is_kept_with_what_was_read(store: Store) -> None:
    """The last one counts."""
    assert await store.source_states.get(ZOOM) is None
    first = SourceState("unreachable", DAY, DAY, says="took too long", failures=1)
    await store.source_states.put(ZOOM, first, SourceRead())
    state = SourceState("changed", DAY, DAY, DAY, "- a\n+ b", ("10.2",))
    read = SourceRead({"10.2": "10.2 We store it."}, ["12"], {"10.2": "abc"}, '"etag"', None)
    await store.source_states.put(ZOOM, state, read)
    assert await store.source_states.get(ZOOM) == (state, read)
    assert await store.source_states.all() == {ZOOM: state}


async def test_only_what_is_still_cited_is_kept(store: Store) -> None:
    """The rest goes."""
    for key in (ZOOM, TEAMS):
        await store.source_states.put(key, SourceState("unchanged", DAY, DAY, DAY), SourceRead())
    await store.source_states.keep_only({TEAMS, ("slack", "terms")})
    assert set(await store.source_states.all()) == {TEAMS}


async def test_a_state_is_kept_in_the_transaction_of_what_it_causes(store: Store) -> None:
    """Both or neither."""
    try:
        async with store.transaction() as connection:
            await store.source_states.put(ZOOM, SourceState("unchanged", DAY, DAY, DAY), SourceRead(), connection)
            raise KeyError
    except KeyError:
        pass
    assert await store.source_states.get(ZOOM) is None
