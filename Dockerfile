# docker build -t gmail-mcp .
# The image holds what packaging/container/rootfs.list names: the binary, its libraries, OpenSSL, certificates. No shell, not root.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0.401-noble

FROM ${SDK} AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc libc6-dev zlib1g-dev ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN case $(uname -m) in aarch64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac \
 && dotnet publish src/GmailMcp -c Release -r $rid -o /published \
 && packaging/container/make-rootfs /published/gmail-mcp /image

FROM scratch
COPY --from=build /image/root/ /
COPY --from=build --chown=65532:65532 /image/owned/ /
# Over HTTP: reachable from outside the container, and closed until somebody shows the key that is made on the volume. A flag beats
# its variable (docs/decisions/0038-a-container-needs-no-arguments.md). On stdio the two mean nothing.
ENV GMAIL_MCP_HOST=0.0.0.0 \
    GMAIL_MCP_MAKE_KEY=1 \
    GMAIL_MCP_CALLBACK_HOST=0.0.0.0 \
    GMAIL_CREDENTIALS_PATH=/gmail-server/credentials.json \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    HOME=/home
USER 65532:65532
WORKDIR /
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["/gmail-mcp"]
