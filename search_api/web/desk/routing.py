"""All pages of the desk together."""

from fastapi import APIRouter

from search_api.web.desk import home_page, inbox_page, personal_page, signing_in

router = APIRouter()
for pages in (home_page, inbox_page, personal_page, signing_in):
    router.include_router(pages.router)
