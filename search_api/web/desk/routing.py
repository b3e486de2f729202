"""All pages of the desk together."""

from fastapi import APIRouter

from search_api.web.desk import (
    bulk_page,
    history_page,
    home_page,
    list_page,
    new_page,
    sheet_page,
    signing_in,
    study_page,
)

router = APIRouter()
for pages in (home_page, signing_in, list_page, bulk_page, new_page, history_page, sheet_page, study_page):
    router.include_router(pages.router)
