# One image for web, worker and scheduler; docker-compose.yml says which it is.
# Not built on the machine where it was written: its commands were run there without containers, one by one.

FROM python:3.13-slim-bookworm AS bouw
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements requirements
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements/base.txt
# The front-end files need a Node only here.
RUN pip install --require-hashes --target /node -r requirements/frontend.txt
COPY . .
RUN PYTHONPATH=/node /venv/bin/python scripts/frontend.py
RUN /venv/bin/python -m compileall -q .

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app leefsturing
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=leefsturing.settings
COPY --from=bouw /venv /venv
COPY --from=bouw /app /app
WORKDIR /app
# All that an installation writes; a volume takes over the owner at its first use.
RUN install -d -o leefsturing var
USER leefsturing
EXPOSE 8000
CMD ["uvicorn", "leefsturing.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--lifespan", "off", "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "10"]
