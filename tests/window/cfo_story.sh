#!/usr/bin/env bash
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# The CFO's story in a real window: keys go in through xdotool, what came of them is read back by the
# command line from the same workspace. Usage: cfo_story.sh MESHLENS PICTURES
set -euo pipefail
program=$1 pictures=$2
mkdir -p "$pictures"
home=$(mktemp -d)
export XDG_DATA_HOME=$home/data XDG_RUNTIME_DIR=$home/run XDG_CONFIG_HOME=$home/config
export QT_QPA_PLATFORM=xcb LC_ALL=C.UTF-8 TZ=UTC
unset WAYLAND_DISPLAY
mkdir -p -m 700 "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME"

for tool in Xvfb openbox xdotool; do
    command -v $tool >/dev/null || { echo "missing: $tool (packaging/packages.txt names it)"; exit 1; }
done
Xvfb -displayfd 3 -screen 0 1440x900x24 3>"$home/display" 2>/dev/null &
until [ -s "$home/display" ]; do read -rt 0.1 <> <(:) || :; done
export DISPLAY=:$(cat "$home/display")
trap 'status=$?; kill $(jobs -p) 2>/dev/null || :; wait 2>/dev/null || :; rm -rf "$home"; exit $status' EXIT
openbox &

said() { printf '%s\n' "-- $*"; }
fail() { printf 'FAILED: %s\n' "$*"; exit 1; }
meshlens() { QT_QPA_PLATFORM=offscreen "$program" --demo --json "$@" 2>/dev/null; }
# until_true WHAT COMMAND...: repeats the command until it succeeds, for two minutes at most.
until_true() {
    local what=$1 i; shift
    for i in $(seq 240); do
        if "$@"; then return 0; fi
        read -rt 0.5 <> <(:) || :
    done
    fail "$what"
}
value() { python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"; }
state_of() { # PROFILE PRODUCT: state and grant of the newest request
    meshlens --profile "$1" access list --all |
        value "next((r['state']+' '+r['grant'] for r in d if r['key'].endswith('/$2')), 'none')"
}
is_state() { [ "$(state_of "$1" "$2")" = "$3" ]; }
window_of() { xdotool search --onlyvisible --pid "$1" --name . 2>/dev/null | tail -1; }
key() { xdotool key --clearmodifiers --window "$active" "$@"; }
type_text() { xdotool type --clearmodifiers --delay 12 --window "$active" "$1"; }
focus() { active=$(window_of "$1"); xdotool windowactivate --sync "$active" 2>/dev/null || :; xdotool windowfocus --sync "$active"; }
visit() { "$program" --demo --profile "$1" "$2"; } # the open window gets the link
picture() { if command -v import >/dev/null; then import -window root "$pictures/story-$1.png" || :; fi; }
accept_terms() { key alt+a; }
pause() { read -rt "$1" <> <(:) || :; } # a person reads; nothing below depends on its length

said "Home opens on the demo mesh"
"$program" --demo --profile hanna & hanna=$!
until_true "the window opens" window_of "$hanna" >/dev/null
mesh_is_read() { [ "$(meshlens --profile hanna search 'kind:product' --limit 1 | value "d['total']")" -ge 45 ]; }
until_true "the demo mesh is read" mesh_is_read
pause 3; focus "$hanna"; picture 1-home

said "Searching price finds the product"
key ctrl+k; pause 1; type_text "price realisation"; pause 1; picture 2-search; key Return
pause 2; picture 3-product

said "Access is asked for and given at once by policy"
visit hanna "meshlens://access/product%3A%2F%2Fcadenza-payments%2Fprice-realisation?dialog=request"
pause 3; focus "$hanna"
type_text "The board asks why the price fell in Germany last month."
accept_terms; pause 3; picture 4-request; key ctrl+Return
until_true "access is given by policy" is_state hanna price-realisation "approved active"
pause 1; picture 5-given
key Escape; pause 1

said "The preview has rows"
visit hanna "meshlens://samples/product%3A%2F%2Fcadenza-payments%2Fprice-realisation"
rows() { meshlens --profile hanna query "SELECT count(*) FROM \"$1\"" | value "d['rows'][0][0]" 2>/dev/null; }
has_rows() { local n; n=$(rows "$1") && [ "${n:-0}" -gt 0 ]; } # no such table: no rows
until_true "the rows are cached" has_rows price_realisation.price_realisation
pause 2; focus "$hanna"; picture 6-sample

said "A second product waits for its owner"
visit hanna "meshlens://access/product%3A%2F%2Fcadenza-labels%2Froyalty-payouts?dialog=request"
pause 3; focus "$hanna"
type_text "Compare payouts with revenue for the yearly statement."
accept_terms; pause 3; picture 7-request; key ctrl+Return
until_true "the request waits for the owner" is_state hanna royalty-payouts "pending none"
key Escape

said "The owner approves in her inbox"
id=$(meshlens --profile hanna access list --mine | value "next(r['id'] for r in d if r['key'].endswith('/royalty-payouts'))")
"$program" --demo --profile lucia "meshlens://access/?tab=inbox&request=$id" & lucia=$!
until_true "the owner's window opens" window_of "$lucia" >/dev/null
reached_owner() { meshlens --profile lucia access show "$id" >/dev/null; }
until_true "the request reaches the owner" reached_owner
pause 4; visit lucia "meshlens://access/?tab=inbox&request=$id"
pause 2; focus "$lucia"; picture 8-inbox
xdotool key --clearmodifiers --window "$active" a
until_true "the owner's approval arrives" is_state hanna royalty-payouts "approved active"
picture 9-approved

said "The requester's preview opens"
visit hanna "meshlens://samples/product%3A%2F%2Fcadenza-labels%2Froyalty-payouts"
until_true "the payouts are cached" has_rows royalty_payouts.payouts
pause 1; focus "$hanna"; picture 10-payouts

said "The owner revokes; the cached rows are gone"
meshlens --profile lucia access revoke "$id" --note "The statement is done." >/dev/null
until_true "the grant is revoked" is_state hanna royalty-payouts "approved revoked"
rows_gone() { ! has_rows royalty_payouts.payouts; }
until_true "the cached rows are erased" rows_gone
pause 2; focus "$hanna"; picture 11-revoked
said "The story holds."
