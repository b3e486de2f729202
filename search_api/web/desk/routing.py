"""All pages of the desk together."""

from fastapi import APIRouter

from search_api.web.desk import (
    account_page,
    bulk_page,
    change_page,
    duplicates_page,
    history_page,
    home_page,
    inbox_page,
    law_page,
    link_page,
    list_page,
    new_page,
    people_page,
    person_page,
    personal_page,
    provider_page,
    sheet_page,
    signing_in,
    study_page,
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
    tokens_page,
    duplicates_page,
    list_page,
    bulk_page,
    change_page,
    law_page,
    new_page,
    history_page,
    personal_page,
    sheet_page,
    study_page,
):
    router.include_router(pages.router)
