#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# The Delta Sharing server of a crate, over Delta tables in the S3 of moto: the files of a table are
# to be had by presigned URLs. Built once, which takes some minutes.
. "$(dirname "$(readlink -f "$0")")/common.sh"

wanted='delta-sharing-server 0.0.1, moto >=5.2.1,<6, deltalake 1.2.1'

built() {
    python_packages 'moto[server]>=5.2.1,<6' deltalake==1.2.1 pyarrow boto3
    cp "$here/sharing/Cargo.toml" "$here/sharing/main.rs" "$LIVE_CACHE"
    # What the server stands on does not compile with later ones.
    (cd "$LIVE_CACHE" && cargo generate-lockfile --quiet &&
        cargo update --quiet --package chrono --precise 0.4.38 &&
        cargo update --quiet --package dynamodb_lock --precise 0.4.3)
    cargo_program "$LIVE_CACHE"
}

export AWS_ACCESS_KEY_ID=live AWS_SECRET_ACCESS_KEY=live AWS_REGION=eu-north-1 \
    AWS_DEFAULT_REGION=eu-north-1 AWS_ALLOW_HTTP=true \
    AWS_STORAGE_ALLOW_HTTP=1 AWS_EC2_METADATA_DISABLED=true \
    AWS_ENDPOINT_URL="http://127.0.0.1:${LIVE_PORT_2:-0}" SHARES="${LIVE_RUN:-}/shares.yaml"

case $1 in
    install) installed_once "$wanted" built ;;
    version) echo "Delta Sharing server ${wanted%%,*}" ;;
    start)
        "$LIVE_CACHE/venv/bin/moto_server" -H 127.0.0.1 -p "$LIVE_PORT_2" &
        echo 'shares: []' > "$SHARES"
        until (exec 3<>"/dev/tcp/127.0.0.1/$LIVE_PORT_2") 2>/dev/null; do
            kill -0 $! || exit 1
            sleep 0.1
        done
        exec "$LIVE_CACHE/bin/sharing-server" "$SHARES" "$LIVE_PORT" live-token ;;
    health) echo "http://127.0.0.1:$LIVE_PORT/health" ;;
    seed) exec "$LIVE_CACHE/venv/bin/python" "$here/sharing_seed.py" "$2" ;;
    *) echo "unknown verb $1" >&2; exit 2 ;;
esac
