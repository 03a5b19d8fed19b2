# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by run and test: set-up and build. Source it from the project's top folder.

say() { printf '\n== %s\n' "$*" >&2; }

# install_packages [FILE...]: installs what packages.txt and the FILEs name and the machine lacks; asks for root only then.
install_packages() {
    local wanted missing=() have
    wanted=$(grep -hvE '^\s*(#|$)' packaging/packages.txt "$@")
    have=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii  *//p')
    for package in $wanted; do
        grep -qxF "$package" <<<"$have" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    say "Installing: ${missing[*]}"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "These packages are missing and sudo is not here. As root: apt-get install ${missing[*]}" >&2
            return 1
        }
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# build PRESET: configures where needed, then builds.
build() {
    local preset=$1
    say "Building ($preset)"
    if [ ! -f "build/$preset/build.ninja" ]; then
        cmake --preset "$preset" >&2
    fi
    cmake --build --preset "$preset" >&2
}
