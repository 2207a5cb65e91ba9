# One image for the web process and the workers; which one it is, the command says.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock requirements-dev.lock pyproject.toml ./
RUN python -m venv /app/.venv \
 && awk '/^(setuptools|wheel)==/{on=1} /^[a-z]/&&!/^(setuptools|wheel)==/{on=0} on' requirements-dev.lock > build.lock \
 && .venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r build.lock \
 && .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --require-hashes -r requirements.lock
COPY README.md LICENSE ./
COPY extractors extractors
COPY rules rules
COPY workers workers
COPY service service
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e .

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgl1 libglib2.0-0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home huiqi && install -d -o huiqi /data
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 HUIQI_DATA_DIR=/data
USER huiqi
EXPOSE 8000
CMD ["huiqi", "web", "--host", "0.0.0.0", "--port", "8000"]
