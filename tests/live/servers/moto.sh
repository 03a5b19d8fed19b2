#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# moto: Glue, Lake Formation, Athena, S3, IAM and STS of Amazon, in memory, signatures checked after
# the first calls (those that make the user whose keys the test signs with).
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted='moto[server]>=5.2.1,<6'

case $1 in
    install) installed_once "$wanted" python_packages "$wanted" boto3 ;;
    version) "$LIVE_CACHE/venv/bin/pip" list --disable-pip-version-check 2>/dev/null |
        awk '$1 == "moto" { print "moto " $2 }' ;;
    start) exec env INITIAL_NO_AUTH_ACTION_COUNT="${MOTO_FREE_CALLS:-3}" \
        "$LIVE_CACHE/venv/bin/moto_server" -H 127.0.0.1 -p "$LIVE_PORT" ;;
    health) echo "http://127.0.0.1:$LIVE_PORT/moto-api/" ;;
    seed) shift; exec "$LIVE_CACHE/venv/bin/python" "$here/moto_seed.py" "$@" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
