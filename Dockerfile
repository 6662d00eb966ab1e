FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=hypercare.settings.production
WORKDIR /srv/hypercare

COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt

COPY . .
# Collecting static files reads the settings, so the example's values stand in; none is kept in the image.
RUN set -a && . docs/deploy/example.env && python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q hypercare incidents feedback dashboards \
    && useradd --system --home-dir /srv/hypercare hypercare

USER hypercare
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws", \
     "--host", "0.0.0.0", "--port", "8000", "hypercare.wsgi:application"]
