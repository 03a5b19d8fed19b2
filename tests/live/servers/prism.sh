#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Prism serves an OpenAPI document of a catalog that cannot be started here: it refuses calls that
# the document does not know and answers in its shapes. PRISM_DOCUMENT names the document,
# PRISM_OPTIONS is for `-d --seed N`.
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted=@stoplight/prism-cli@5.14.2

packages() {
    npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$LIVE_CACHE" "$wanted"
}

case $1 in
    install) installed_once "$wanted" packages ;;
    version) echo "Prism ${wanted##*@}" ;;
    start) SCARF_ANALYTICS=false exec node "$LIVE_CACHE/node_modules/.bin/prism" mock \
        -h 127.0.0.1 -p "$LIVE_PORT" --errors ${PRISM_OPTIONS:-} "$PRISM_DOCUMENT" ;;
    health) echo "http://127.0.0.1:$LIVE_PORT$PRISM_HEALTH" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
