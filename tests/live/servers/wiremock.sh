#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# WireMock answers what tests/live/wiremock tells it to, page by page, and breaks off, stalls or throttles on demand.
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted=org.wiremock:wiremock-standalone:3.13.2

case $1 in
    install) installed_once "$wanted" maven_file "$wanted" ;;
    version) echo "WireMock $(cut -d: -f3 <<<"$wanted")" ;;
    start) exec java -Xmx512m -jar "$LIVE_CACHE"/wiremock-standalone-*.jar --port "$LIVE_PORT" \
        --bind-address 127.0.0.1 --root-dir "$LIVE_RUN" --disable-banner --no-request-journal \
        --container-threads 100 ;;
    health) echo "http://127.0.0.1:$LIVE_PORT/__admin/health" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
