# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by each server's script. A script NAME.sh is called with one verb:
#   install     fetches the server into $LIVE_CACHE, once; works offline afterwards
#   version     prints what is installed, one line
#   start       runs the server in the foreground (exec), bound to 127.0.0.1:$LIVE_PORT; its log is
#               standard output and error
#   health      prints the URL that answers 2xx when the server is ready
#   seed STEP   fills the running server with its own tools (optional; STEP as the test names it)
# and finds in its environment
#   LIVE_CACHE  its folder of installed files, kept from run to run
#   LIVE_RUN    an empty folder of its own, deleted after the test
#   LIVE_PORT   a free port; LIVE_PORT_2 and LIVE_PORT_3 are the two that follow it, also free
# Whatever a test adds (LiveServer::setEnvironment) is there as well.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

# installed_once VERSION COMMAND...: runs COMMAND in an empty $LIVE_CACHE unless VERSION is there.
installed_once() {
    local version=$1; shift
    [ "$(cat "$LIVE_CACHE/.installed" 2>/dev/null)" = "$version" ] && return 0
    rm -rf "$LIVE_CACHE"
    mkdir -p "$LIVE_CACHE"
    "$@"
    printf '%s\n' "$version" > "$LIVE_CACHE/.installed"
}

# python_packages REQUIREMENT...: a virtual environment in $LIVE_CACHE/venv.
python_packages() {
    python3 -m venv "$LIVE_CACHE/venv"
    "$LIVE_CACHE/venv/bin/pip" install --quiet --disable-pip-version-check "$@"
}

# maven_file GROUP:ARTIFACT:VERSION[:TYPE[:CLASSIFIER]]: one file into $LIVE_CACHE, nothing it needs.
maven_file() {
    local coordinates=$1
    local plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
    mvn -q -B "$plugin:get" -Dtransitive=false -Dartifact="$coordinates"
    mvn -q -B "$plugin:copy" -Dartifact="$coordinates" -DoutputDirectory="$LIVE_CACHE"
}

# maven_classpath GROUP:ARTIFACT:VERSION...: the artifacts with all they need; the class path is
# written to $LIVE_CACHE/classpath.
maven_classpath() {
    {
        echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        echo '<groupId>live</groupId><artifactId>server</artifactId><version>1</version><dependencies>'
        local coordinates
        for coordinates in "$@"; do
            IFS=: read -r group artifact version classifier <<<"$coordinates"
            echo "<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version>"
            [ -z "${classifier:-}" ] || echo "<classifier>$classifier</classifier>"
            echo '</dependency>'
        done
        echo '</dependencies></project>'
    } > "$LIVE_CACHE/pom.xml"
    (cd "$LIVE_CACHE" &&
        mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath \
            -Dmdep.outputFile=classpath)
}

# cargo_program CRATE VERSION [OPTION...]: builds a program of a crate into $LIVE_CACHE/bin;
# cargo_program FOLDER: the program of that folder. Without optimisation: compiling it costs more
# than it will ever run.
cargo_program() {
    local source=(--path "$1")
    [ $# -eq 1 ] || source=(--version "$2" "${@:3}" "$1")
    CARGO_TARGET_DIR="$LIVE_CACHE/target" cargo install --quiet --locked --debug \
        --config profile.dev.debug=0 --root "$LIVE_CACHE" "${source[@]}"
    rm -rf "$LIVE_CACHE/target"
}
