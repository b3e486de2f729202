# The application without torch: both shipped encoders, OCR, office formats. Runs as a user without rights on a
# read-only root file system; everything it writes is under /data (and /tmp while it reads a file).
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY models ./models
COPY corpus ./corpus
COPY ingest ./ingest
COPY index ./index
COPY eval ./eval
COPY search_api ./search_api
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --editable ".[office,postgres,redis]"

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-fra tesseract-ocr-nld \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data savoir \
    && install -d -o savoir -g savoir /data
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HAYSTACK_TELEMETRY_ENABLED=false \
    DO_NOT_TRACK=1 \
    SAVOIR_DATA_DIR=/data
USER savoir
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["savoir"]
CMD ["serve"]
