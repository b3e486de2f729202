"""All pages of the desk together."""

from fastapi import APIRouter

from search_api.web.desk import (
    account_page,
    duplicates_page,
    home_page,
    inbox_page,
    link_page,
    people_page,
    person_page,
    personal_page,
    provider_page,
    signing_in,
    tokens_page,
)

router = APIRouter()
for pages in (
    home_page,
    inbox_page,
    signing_in,
    provider_page,
    link_page,
    account_page,
    people_page,
    person_page,
    personal_page,
    tokens_page,
    duplicates_page,
):
    router.include_router(pages.router)
