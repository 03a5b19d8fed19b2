#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# The reference Iceberg REST catalog over a JDBC catalog in SQLite; tables in a folder of the run.
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted=org.apache.iceberg:iceberg-open-api:1.10.1

case $1 in
    install) installed_once "$wanted" maven_file "$wanted" ;;
    version) echo "Iceberg REST fixture $(cut -d: -f3 <<<"$wanted")" ;;
    start) exec env CATALOG_URI="jdbc:sqlite:$LIVE_RUN/catalog.db" \
        CATALOG_WAREHOUSE="file://$LIVE_RUN/warehouse" CATALOG_REST_PORT="$LIVE_PORT" \
        java -Xmx512m -jar "$LIVE_CACHE"/iceberg-open-api-*.jar ;;
    health) echo "http://127.0.0.1:$LIVE_PORT/v1/config" ;;
    seed) exec python3 "$here/iceberg_rest_seed.py" "$2" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
