# syntax=docker/dockerfile:1

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /source
COPY pyproject.toml README.md ./
COPY bot ./bot
COPY retrieval ./retrieval
RUN python -m venv /opt/kutip && /opt/kutip/bin/pip install .

FROM python:3.13-slim
ENV PATH=/opt/kutip/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    KUTIP_HEARTBEAT_FILE=/tmp/kutip.heartbeat \
    MPLCONFIGDIR=/tmp/matplotlib \
    KUTIP_WEBHOOK_LISTEN=0.0.0.0:8080
WORKDIR /srv/kutip
RUN useradd --system --uid 10001 --home-dir /srv/kutip kutip \
    && mkdir data \
    && chown kutip data
COPY --from=build /opt/kutip /opt/kutip
COPY seeds ./seeds
USER 10001
VOLUME /srv/kutip/data
EXPOSE 8080
STOPSIGNAL SIGTERM
# The first start may index the whole archive folder before the first heartbeat.
HEALTHCHECK --interval=30s --timeout=10s --start-period=10m --retries=3 CMD ["kutip", "health"]
ENTRYPOINT ["kutip"]
CMD ["run"]
