"""Settings are checked at once, and what is wrong is said by name."""

from __future__ import annotations

import pytest

from bot.service.settings import ServiceSettings, SettingsError, read, secret_keys


def test_nothing_needs_to_be_set() -> None:
    """SQLite in the user's data folder, on this machine only."""
    own = read(ServiceSettings, {"SMALLPRINT_PORT": "", "PATH": "/bin"})
    assert (own.host, own.port, own.retention_days) == ("127.0.0.1", 8400, 90)
    assert own.metrics == ("127.0.0.1", 8401)
    assert own.database_url.startswith("sqlite+aiosqlite:///")
    assert secret_keys(own) is None


def test_every_mistake_is_named() -> None:
    """At once, not one after the other."""
    with pytest.raises(SettingsError) as raised:
        read(
            ServiceSettings,
            {"SMALLPRINT_PORT": "eighty", "SMALLPRINT_RETENTION_DAYS": "0", "LOG_FORMAT": "xml", "SMALLPRINT_METRICS": "8401"},
        )
    for name in ("SMALLPRINT_PORT", "SMALLPRINT_RETENTION_DAYS", "LOG_FORMAT", "SMALLPRINT_METRICS"):
        assert name in str(raised.value)


def test_a_secret_is_never_shown() -> None:
    """Neither in what is printed of the settings nor in the complaint about it."""
    own = read(ServiceSettings, {"SMALLPRINT_SECRET_KEY": "much-too-short"})
    assert "much-too-short" not in repr(own)
    with pytest.raises(SettingsError, match="SMALLPRINT_SECRET_KEY") as raised:
        secret_keys(own)
    assert "much-too-short" not in str(raised.value)


@pytest.mark.parametrize("contact", ["curators@example.org", "https://example.org/bot"])
def test_a_contact_is_a_mail_or_web_address(contact: str) -> None:
    """As it is set."""
    assert read(ServiceSettings, {"SMALLPRINT_WATCH_CONTACT": contact}).watch_contact == contact


@pytest.mark.parametrize("contact", ["me", "a@b.example\r\nCookie: x", "kurator@bücher.example", "http://example.org", "a@" + "b" * 200])
def test_nothing_else_gets_into_the_header(contact: str) -> None:
    """The setting is named."""
    with pytest.raises(SettingsError, match="SMALLPRINT_WATCH_CONTACT"):
        read(ServiceSettings, {"SMALLPRINT_WATCH_CONTACT": contact})


def test_proxies_are_named_by_address() -> None:
    """Not everybody is believed: limits hold to the address."""
    assert read(ServiceSettings, {"FORWARDED_ALLOW_IPS": "10.0.0.0/8, ::1"}).proxies == "10.0.0.0/8, ::1"
    for wrong in ("*", "10.0.0.1/8", "proxy"):
        with pytest.raises(SettingsError, match="FORWARDED_ALLOW_IPS"):
            read(ServiceSettings, {"FORWARDED_ALLOW_IPS": wrong})
