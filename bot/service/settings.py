"""The service's settings, checked once; every mistake is said at once, by the name of the setting."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypeVar
from urllib.parse import urlsplit

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from bot.storage.secret_keys import SecretKeyError, SecretKeys
from bot.upkeep.admins import AdminChannel, Admins
from knowledge.errors import OperatorError

HIGHEST_PORT = 65_535

Model = TypeVar("Model", bound=BaseModel)


class SettingsError(OperatorError):
    """Settings that cannot work; the message names each of them and says what to do."""


def _no_other_host(url: str) -> str:
    """Accept https, or this machine alone: a variable must not send a token elsewhere in the clear."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return url
    if parts.scheme == "http" and (host == "localhost" or _is_loopback(host)):
        return url
    raise ValueError("must be an https address (or http on this machine, for tests)")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


ServiceAddress = Annotated[str, AfterValidator(_no_other_host)]
"""The address of a service to which a token is sent."""


class HostPort(NamedTuple):
    """An address to listen on."""

    host: str
    port: int


def _host_and_port(text: str) -> tuple[str, str]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > HIGHEST_PORT:
        raise ValueError("must be host:port, for example 127.0.0.1:8401")
    return host.strip("[]"), port


def _without_slash(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an address such as https://smallprint.example, under which people see the pages")
    return url.rstrip("/")


def _default_database() -> str:
    return f"sqlite+aiosqlite:///{Path(platformdirs.user_data_dir('smallprint')) / 'smallprint.db'}"


def _contact(text: str) -> str:
    """Accept what can stand in the header that names the asker of a page."""
    if not text.isascii() or not text.isprintable() or not ("@" in text or text.startswith("https://")):
        raise ValueError("must be a mail address or an https address under which owners of sites reach you")
    return text


def _networks(text: str) -> str:
    """Accept addresses and networks; a * would believe every client, and the address is what limits hold to."""
    for part in text.split(","):
        try:
            ipaddress.ip_network(part.strip())
        except ValueError:
            raise ValueError(f"must be addresses or networks of your proxies, with commas between, not {part.strip()!r}") from None
    return text


class ServiceSettings(BaseModel):
    """The settings of the service itself; the adapters read their own."""

    model_config = ConfigDict(frozen=True, populate_by_name=False)

    database_url: Annotated[str, Field(alias="DATABASE_URL", default_factory=_default_database)]
    host: Annotated[str, Field(alias="SMALLPRINT_HOST")] = "127.0.0.1"
    port: Annotated[int, Field(alias="SMALLPRINT_PORT", ge=0, le=HIGHEST_PORT)] = 8400
    proxies: Annotated[str, AfterValidator(_networks), Field(alias="FORWARDED_ALLOW_IPS")] = "127.0.0.1"
    metrics: Annotated[HostPort, BeforeValidator(_host_and_port), Field(alias="SMALLPRINT_METRICS")] = HostPort("127.0.0.1", 8401)
    public_url: Annotated[str, AfterValidator(_without_slash), Field(alias="SMALLPRINT_PUBLIC_URL")] = ""
    secret_key: Annotated[SecretStr | None, Field(alias="SMALLPRINT_SECRET_KEY")] = None
    retention_days: Annotated[int, Field(alias="SMALLPRINT_RETENTION_DAYS", ge=1, le=3_650)] = 90
    issues_url: Annotated[ServiceAddress | None, Field(alias="SMALLPRINT_ISSUES_URL")] = None
    watch_contact: Annotated[str, AfterValidator(_contact), Field(alias="SMALLPRINT_WATCH_CONTACT", max_length=200)] = ""
    watch_private: Annotated[bool, Field(alias="SMALLPRINT_WATCH_PRIVATE")] = False
    admins: Annotated[Admins, BeforeValidator(Admins.read), Field(alias="SMALLPRINT_ADMINS")] = Admins()
    admin_channel: Annotated[AdminChannel | None, BeforeValidator(AdminChannel.read), Field(alias="SMALLPRINT_ADMIN_CHANNEL")] = None
    commit_edits: Annotated[bool, Field(alias="SMALLPRINT_COMMIT_EDITS")] = False
    log_format: Annotated[Literal["text", "json"], Field(alias="LOG_FORMAT")] = "text"
    log_level: Annotated[Literal["debug", "info", "warning", "error"], Field(alias="LOG_LEVEL")] = "info"


def read(model: type[Model], settings: Mapping[str, str]) -> Model:
    """Read the settings of a model by its aliases; empty values count as not set. SettingsError names every mistake."""
    try:
        return model.model_validate({name: value for name, value in settings.items() if value})
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, problem['loc'])) or 'settings'}: {problem['msg']}" for problem in error.errors(include_input=False)]
        raise SettingsError("\n".join(lines)) from None


def secret_keys(settings: ServiceSettings) -> SecretKeys | None:
    """Return the keys of SMALLPRINT_SECRET_KEY, None if it is not set; SettingsError if they cannot be used."""
    if settings.secret_key is None:
        return None
    try:
        return SecretKeys.read(settings.secret_key.get_secret_value())
    except SecretKeyError as error:
        raise SettingsError(str(error)) from None
