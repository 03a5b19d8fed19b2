#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Project Nessie (the newest that runs on Java 17 and is published as a program), in memory: its own API at /api/v2. Seeded with commits through that API.
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted=org.projectnessie.nessie:nessie-quarkus:0.60.1:jar:runner

case $1 in
    install) installed_once "$wanted" maven_file "$wanted" ;;
    version) echo "Nessie $(cut -d: -f3 <<<"$wanted")" ;;
    start) exec java -Xmx512m -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port="$LIVE_PORT" \
        -Dquarkus.management.host=127.0.0.1 -Dquarkus.management.port="$LIVE_PORT_2" \
        -jar "$LIVE_CACHE"/nessie-quarkus-*-runner.jar ;;
    health) echo "http://127.0.0.1:$LIVE_PORT/api/v2/config" ;;
    seed) exec python3 "$here/nessie_seed.py" "$2" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
