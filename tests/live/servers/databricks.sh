#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# BrickHouse: catalogs and schemas of a Databricks workspace and its SQL statement API, over Delta
# files on disk. It lists no tables.
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted=brickhouse==0.1.0

case $1 in
    install) installed_once "$wanted" python_packages "$wanted" ;;
    version) echo "BrickHouse ${wanted#*==}" ;;
    start)
        "$LIVE_CACHE/venv/bin/brickhouse" init --workspace "$LIVE_RUN/workspace"
        exec "$LIVE_CACHE/venv/bin/brickhouse" serve --workspace "$LIVE_RUN/workspace" \
            --host 127.0.0.1 --port "$LIVE_PORT" ;;
    health) echo "http://127.0.0.1:$LIVE_PORT/health" ;;
    seed) exec python3 "$here/databricks_seed.py" "$2" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
