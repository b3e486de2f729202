"""``/dcat``: the catalogue for portals of open data (DCAT-AP)."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import Field

from search_api.dcat.catalogue import PATH, Part, catalogue_part
from search_api.dcat.forms import FORMS, Form, preferred
from search_api.keeping import Keeper
from search_api.oai.items import Harvest
from search_api.parameters import Parameters
from search_api.routes.common import ServicesOf
from search_api.routes.fresh import has
from search_api.services import Services
from search_api.site import SiteOf

router = APIRouter()


class PartParameters(Parameters):
    """Which part of the catalogue."""

    after: str | None = Field(default=None, max_length=120)


async def _harvest(request: Request) -> Keeper[Harvest]:
    keeper: Keeper[Harvest] = request.app.state.harvest
    return keeper


PartOf = Annotated[PartParameters, Query()]
HarvestOf = Annotated[Keeper[Harvest], Depends(_harvest)]


# The description of the API leaves it out: the catalogue describes itself.
@router.get(PATH, include_in_schema=False)
def dcat(
    parameters: PartOf,
    services: ServicesOf,
    kept: HarvestOf,
    site: SiteOf,
    request: Request,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Return a part of the catalogue in the form that the program prefers."""
    part = Part(site=site, path=PATH, after=parameters.after)
    return _answer(services, kept.current(), part, preferred(accept), request)


def _in_form(form: Form) -> None:
    """Add the address of the catalogue in one form."""
    path = f"{PATH}.{form.extension}"

    @router.get(path, include_in_schema=False, name=f"dcat_{form.extension}")
    def in_form(
        parameters: PartOf, services: ServicesOf, kept: HarvestOf, site: SiteOf, request: Request
    ) -> Response:
        part = Part(site=site, path=path, after=parameters.after)
        return _answer(services, kept.current(), part, form, request)


for _form in FORMS:
    _in_form(_form)


def _answer(services: Services, kept: Harvest, part: Part, form: Form, request: Request) -> Response:
    body = form.write(catalogue_part(services, kept.items, part))
    headers = {"ETag": f'W/"{hashlib.sha256(body).hexdigest()[:32]}"', "Vary": "Accept"}
    if has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=form.media_type, headers=headers)
