"""All pages together."""

from fastapi import APIRouter

from search_api.web import assets, numbers_page, search_page, study_page

router = APIRouter()
for pages in (search_page, study_page, numbers_page, assets):
    router.include_router(pages.router)
