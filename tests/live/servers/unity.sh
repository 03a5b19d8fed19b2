#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# A Unity Catalog server in memory, of the open implementation in Rust (the one in Java is not
# published in a form that can be installed). Built once from its crate, which takes some minutes.
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted=0.0.11

case $1 in
    install) installed_once "$wanted" cargo_program olai-uc-server "$wanted" --features bin ;;
    version) echo "Unity Catalog server olai-uc-server $wanted" ;;
    start) cd "$LIVE_RUN" && exec "$LIVE_CACHE/bin/uc-server" serve --host 127.0.0.1 \
        --port "$LIVE_PORT" --no-ui ;;
    health) echo "http://127.0.0.1:$LIVE_PORT/health" ;;
    seed) exec python3 "$here/unity_seed.py" "$2" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
