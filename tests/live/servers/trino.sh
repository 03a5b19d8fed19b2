#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Trino 368 on Java 17: catalogs `memory` and `tpch`.
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted=io.trino:trino-server:368:tar.gz

unpacked() {
    maven_file "$wanted"
    tar -xzf "$LIVE_CACHE"/trino-server-*.tar.gz -C "$LIVE_CACHE"
    # Only the connectors of the test: the whole is 2 GB.
    find "$LIVE_CACHE"/trino-server-*/plugin -mindepth 1 -maxdepth 1 \
        ! -name memory ! -name tpch -exec rm -rf {} +
    rm "$LIVE_CACHE"/trino-server-*.tar.gz
}

start() {
    local etc=$LIVE_RUN/etc
    mkdir -p "$etc/catalog" "$LIVE_RUN/data"
    printf '%s\n' node.environment=test node.id=live "node.data-dir=$LIVE_RUN/data" > "$etc/node.properties"
    printf '%s\n' coordinator=true node-scheduler.include-coordinator=true \
        "http-server.http.port=$LIVE_PORT" "discovery.uri=http://127.0.0.1:$LIVE_PORT" \
        node.internal-address=127.0.0.1 > "$etc/config.properties"
    echo connector.name=memory > "$etc/catalog/memory.properties"
    echo connector.name=tpch > "$etc/catalog/tpch.properties"
    local home; home=$(echo "$LIVE_CACHE"/trino-server-*/)
    # What the launcher would do, without its need for Python 2 names and of its own etc.
    exec java -Xmx1500m -XX:+UseG1GC -XX:+ExitOnOutOfMemoryError -Djdk.attach.allowAttachSelf=true \
        -Dnode.environment=test -Dnode.id=live -Dnode.data-dir="$LIVE_RUN/data" \
        -Dconfig="$etc/config.properties" -Dcatalog.config-dir="$etc/catalog" \
        -Dplugin.dir="$home/plugin" -cp "$home/lib/*" io.trino.server.TrinoServer
}

case $1 in
    install) installed_once "$wanted" unpacked ;;
    version) echo "Trino $(cut -d: -f3 <<<"$wanted")" ;;
    start) start ;;
    health) echo "http://127.0.0.1:$LIVE_PORT/v1/info/state" ;;
    seed) exec python3 "$here/trino_seed.py" "$2" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
