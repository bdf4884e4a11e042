# shellcheck shell=bash
# Long steps of demo and check: a line that moves while they run, their output only when they fail (bash).
#
#   quietly TITLE COMMAND…   run it; on a terminal show its last line and the time, elsewhere one line at the end.
#                            On failure print the end of its output (quietly_lines, 40) and return its exit code.
#   configure PRESET         make build/PRESET from CMakePresets.json.
#   build PRESET [TARGET]    build what was configured.

steps_show()
{
    local title=$1 line
    local width=${COLUMNS:-$(tput cols 2>/dev/null || echo 80)}
    while IFS= read -r line; do
        [ ! -t 1 ] || printf '\r\033[K%.*s' "$((width - 1))" "$title: ${line//[[:cntrl:]]/}"
    done
    [ ! -t 1 ] || printf '\r\033[K'
}

quietly()
{
    local title=$1 log code=0 from=$SECONDS
    shift
    log=$(mktemp)
    [ -t 1 ] || echo "$title…"
    # sudo asks for its password on the terminal itself, so its output may go through a pipe.
    "$@" 2>&1 </dev/null | tee "$log" | steps_show "$title"
    code=${PIPESTATUS[0]}
    if [ "$code" = 0 ]; then
        echo "$title: $((SECONDS - from)) s"
    else
        echo "$title failed:"
        tail -n "${quietly_lines:-40}" "$log"
    fi
    rm -f "$log"
    return "$code"
}

# What ctest prints while it runs: one moving line on a terminal, elsewhere a line a test.
steps_tests()
{
    if [ -t 1 ]; then
        steps_show "$1"
    else
        grep --line-buffered 'Test *#[0-9]*:'
    fi
}

# steps_configure PRESET [FOLDER [OPTION…]]: a build folder that was made elsewhere or without Ninja is made anew.
steps_configure()
{
    local preset=$1 folder=${2:-build/$1} cache=${2:-build/$1}/CMakeCache.txt
    shift $(($# < 2 ? $# : 2))
    if [ -f "$cache" ] && ! { grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache" &&
        grep -qx 'CMAKE_GENERATOR:INTERNAL=Ninja' "$cache"; }; then
        rm -rf "$cache" "$folder/CMakeFiles"
    fi
    cmake --preset "$preset" -B "$folder" "$@"
}

configure()
{
    quietly "Configuring $1" steps_configure "$1"
}

build()
{
    quietly "Building $1" cmake --build --preset "$1" --target "${2:-all}" --parallel "$(nproc)"
}
