"""Passwords that are typed, or piped in."""

import sys


def new_password(from_input: bool) -> str:
    """Return a new password: typed twice without being shown, or the first line of standard input."""
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    import typer

    typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed
