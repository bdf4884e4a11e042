# shellcheck shell=bash
# Install the Debian packages that the lists of cmake/packages/ name. Sourced by demo, check and .ci/run (bash).
#
#   packages_need yes|no LIST…   yes: install without asking. Returns only when nothing is missing, else exits 2
#                                with a line that says what to do.
#   packages_mention LIST…       --no-install: say what is missing, where that can be told, and go on.
#   packages_browser yes|no      as packages_need: what tests/browser/ needs, with its modules from npm. Returns 1 when
#                                those could not be installed.
#
# A list holds one package a line, `a | b` where either will do; `#` begins a comment.

packages_folder=$(dirname "${BASH_SOURCE[0]}")/packages

# What is missing, one name a line.
packages_missing()
{
    local list line name installed
    for list in "$@"; do
        while IFS= read -r line || [ -n "$line" ]; do
            installed=no
            for name in ${line//|/ }; do
                [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] && installed=yes
            done
            [ "$installed" = yes ] || echo "${line%%|*}"
        done < <(sed 's/#.*//; /^[[:space:]]*$/d' "$packages_folder/$list.txt")
    done | tr -d ' \t' | sort -u
}

# Debian, Ubuntu, or made from one of them.
packages_are_known_here()
{
    local file=${PARAGRAF_OS_RELEASE:-/etc/os-release}
    [ -r "$file" ] && grep -Eq '^ID(_LIKE)?=.*(debian|ubuntu)' "$file" && command -v dpkg-query >/dev/null
}

packages_explain_elsewhere()
{
    local list
    echo "This is neither Debian nor Ubuntu, so install what these Debian packages hold by your own system's means:"
    for list in "$@"; do
        sed '/^#/d; s/^/  /' "$packages_folder/$list.txt"
    done
    echo "and then run: $0 --no-install"
}

packages_agree()
{
    local answer
    read -r -p "Install them now with ${1}apt-get? [Y/n] " answer || answer=n
    case $answer in
    '' | [Yy]*) return 0 ;;
    *) return 1 ;;
    esac
}

packages_need()
{
    local yes=$1 sudo='' missing
    shift
    if ! packages_are_known_here; then
        packages_explain_elsewhere "$@" >&2
        exit 2
    fi
    missing=$(packages_missing "$@") || exit 2
    [ -n "$missing" ] || return 0
    missing=$(echo "$missing" | tr '\n' ' ')
    missing=${missing% }
    [ "$(id -u)" = 0 ] || sudo='sudo '
    echo "Debian packages that are missing: $missing"
    if [ "$yes" != yes ]; then
        if [ ! -t 0 ]; then
            echo "Nobody is there to be asked. Run: ${sudo}apt-get install $missing   or: $0 --yes" >&2
            exit 2
        elif ! packages_agree "$sudo"; then
            echo "Nothing was installed. When they are, run $0 again." >&2
            exit 2
        fi
    fi
    packages_install "$sudo" "$missing"
}

packages_browser()
{
    local folder=$packages_folder/../../tests/browser name
    # Node may be another one than Debian's, which brings its own npm.
    for name in chromium node npm; do
        command -v "$name" >/dev/null || packages_need "$1" browser
    done
    [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] ||
        quietly 'Installing modules for tests/browser' npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund
}

packages_mention()
{
    local missing
    packages_are_known_here || return 0
    missing=$(packages_missing "$@" | tr '\n' ' ')
    [ -z "$missing" ] || echo "Not installed, as you say (--no-install): ${missing% }"
}

packages_install()
{
    local sudo=$1 missing=$2
    if [ -n "$sudo" ] && ! command -v sudo >/dev/null; then
        echo "There is no sudo here. As root, run: apt-get install $missing" >&2
        exit 2
    fi
    # The words of both are words of the command.
    # shellcheck disable=SC2086
    if ! quietly 'Reading package lists' ${sudo}env DEBIAN_FRONTEND=noninteractive apt-get update -q ||
        ! quietly 'Installing packages' \
            ${sudo}env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing; then
        echo "The packages could not be installed. Try: ${sudo}apt-get install $missing" >&2
        exit 2
    fi
}
