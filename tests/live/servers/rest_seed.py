# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the seeds over HTTP share: calls to the server of this run, and believable names."""
import json
import os
import sys
import urllib.parse
import urllib.request

BASE = "http://127.0.0.1:" + os.environ["LIVE_PORT"]
STEP = sys.argv[1] if len(sys.argv) > 1 else "first"
DOMAINS = ["sales", "payments", "customers", "player", "labels", "finance", "ops"]
SUBJECTS = ["orders", "returns", "invoices", "accounts", "plays", "tracks", "devices", "plans",
            "events", "offers"]
FORMS = ["raw", "clean", "daily"]


def call(method, path, body=None, headers=None, text=None):
    data = text.encode() if text is not None else json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(BASE + path, data=data, method=method)
    request.add_header("Content-Type", "text/plain" if text is not None else "application/json")
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            said = answer.read()
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{method} {path}: {error.code} {error.read()[:500]!r}")
    return json.loads(said) if said.strip() else None


def tables():
    """210 (domain, table) pairs."""
    return [(d, f"{s}_{f}") for d in DOMAINS for s in SUBJECTS for f in FORMS]


def quoted(text):
    return urllib.parse.quote(text, safe="")
