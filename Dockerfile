# Two images: `app` for web, live, worker, beat and migrate; `proxy` for TLS.
# requirements/base.txt is compiled for this Python version.
FROM python:3.11-slim AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/base.txt

FROM python:3.11-slim AS app
ENV PATH=/venv/bin:/usr/bin:/bin \
    PYTHONUTF8=1 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    LOCAL_DIR=/tmp/bindeglied STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/files
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent bindeglied \
 && install --directory --owner bindeglied /srv/static /srv/files
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# The demo's key is enough to prepare files; production refuses to start with it.
RUN python -m compileall -q config commons neighbourhood participation events \
 && python manage.py prepare --files
USER bindeglied
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "config.wsgi:application"]

FROM caddy:2-alpine AS proxy
# Ports above 1024, so that it needs neither root nor a capability.
RUN adduser -S -D -H -u 10002 proxy && chown -R proxy /data /config
COPY docker/Caddyfile /etc/caddy/Caddyfile
USER proxy
