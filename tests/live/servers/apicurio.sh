#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Apicurio Registry (the newest published as a whole for Java 17), in memory: the Confluent API at /apis/ccompat/v7.
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted=io.apicurio:apicurio-registry-app:2.6.13.Final:tar.gz:all

unpacked() {
    maven_file "$wanted"
    mkdir "$LIVE_CACHE/app"
    tar -xzf "$LIVE_CACHE"/apicurio-registry-app-*.tar.gz -C "$LIVE_CACHE/app"
    rm "$LIVE_CACHE"/apicurio-registry-app-*.tar.gz
}

case $1 in
    install) installed_once "$wanted" unpacked ;;
    version) echo "Apicurio Registry $(cut -d: -f3 <<<"$wanted")" ;;
    start) exec java -Xmx512m -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port="$LIVE_PORT" \
        -jar "$(find "$LIVE_CACHE/app" -name '*-runner.jar' | head -1)" ;;
    health) echo "http://127.0.0.1:$LIVE_PORT/apis/ccompat/v7/subjects" ;;
    seed) exec python3 "$here/apicurio_seed.py" "$2" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
