"""All pages of the desk together."""

from fastapi import APIRouter

from search_api.web.desk import duplicates_page, home_page, personal_page, signing_in

router = APIRouter()
for pages in (duplicates_page, home_page, personal_page, signing_in):
    router.include_router(pages.router)
