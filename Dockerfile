# An image that makes an index and serves it:
#
#   docker build -t paragraf .
#   docker run --rm -v paragraf:/index -v ~/Documents:/documents:ro paragraf paragraf-indexer /index /documents
#   docker run -d -v paragraf:/index:ro -p 127.0.0.1:8080:8080 paragraf
#
# docs/serving.md says what else there is to know.

FROM debian:12-slim AS build
WORKDIR /src/paragraf
# What a build needs is fetched anew only when this file changes.
COPY debian/control debian/control
RUN apt-get update && apt-get build-dep -y --no-install-recommends ./
COPY . .
RUN dpkg-buildpackage --build=binary --no-sign

# The Debian package knows which libraries it needs.
FROM debian:12-slim
RUN --mount=type=bind,from=build,source=/src,target=/src \
    apt-get update && apt-get install -y --no-install-recommends /src/paragraf_*.deb && rm -rf /var/lib/apt/lists/* && \
    useradd --system --uid 900 --no-create-home --shell /usr/sbin/nologin paragraf && \
    install -d -o paragraf -g paragraf /index
USER 900
VOLUME /index
EXPOSE 8080
# Every address of the container; which of them others reach, `docker run -p` says.
CMD ["paragraf-searcher", "serve", "/index", "--listen", "0.0.0.0:8080"]
HEALTHCHECK --start-period=5s CMD exec bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080 && \
    printf "GET /healthz HTTP/1.0\r\n\r\n" >&3 && read -r _ code _ <&3 && [ "$code" = 200 ]'
