"""All pages together."""

from fastapi import APIRouter

from search_api.web import (
    assets,
    judging_page,
    numbers_page,
    pdfjs,
    reader_page,
    search_page,
    study_page,
    text_page,
)
from search_api.web.desk import routing as desk

router = APIRouter()
for pages in (search_page, study_page, reader_page, text_page, numbers_page, judging_page, assets, pdfjs):
    router.include_router(pages.router)
router.include_router(desk.router)
