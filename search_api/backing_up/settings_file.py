"""The settings of an installation as an environment file, without its secrets unless asked for."""

import shlex
from collections.abc import Iterator

from pydantic import AnyHttpUrl, SecretStr

from search_api.settings import Settings

_PLACES = frozenset({"data_dir", "catalogue_url"})
"""Where the library lies is for whoever restores it to say."""


def settings_text(settings: Settings, *, secrets: bool) -> str:
    """Return the settings that were chosen, a line each, as a shell or systemd reads them.

    A secret, and an address with a password in it, is named in a comment and left out unless asked for.
    """
    return "".join(f"{line}\n" for line in _lines(settings, secrets=secrets))


def _lines(settings: Settings, *, secrets: bool) -> Iterator[str]:
    for name in sorted(settings.model_fields_set - _PLACES):
        value = getattr(settings, name)
        variable = f"SAVOIR_{name.upper()}"
        if value is None:
            continue
        if _is_secret(value) and not secrets:
            yield f"# {variable} is a secret and was left out"
        else:
            yield f"{variable}={shlex.quote(_text(value))}"


def _is_secret(value: object) -> bool:
    return isinstance(value, SecretStr) or (isinstance(value, AnyHttpUrl) and value.password is not None)


def _text(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list | frozenset):
        return ",".join(map(str, value))
    return str(value)
