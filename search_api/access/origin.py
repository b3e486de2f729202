"""Whether a form came from a page of this site."""

from urllib.parse import urlsplit

from fastapi import Request

from search_api.services import Services


def from_here(request: Request, services: Services) -> bool:
    """Tell by what browsers add to every form themselves; what does not say where it is from is refused."""
    public = services.settings.public_url
    hosts = {request.headers.get("host", "").lower(), urlsplit(str(public)).netloc if public else ""} - {""}
    origin = urlsplit(request.headers.get("origin", ""))
    same = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    return same and origin.scheme in ("http", "https") and origin.netloc.lower() in hosts
