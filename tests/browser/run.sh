#!/bin/sh
# Run a test of the search page in Chromium: run.sh FILE.js. Results are TAP; 77 where there is no browser or no Node.
here=$(dirname "$0")

skip()
{
    echo "1..0 # SKIP $1"
    exit 77
}

command -v chromium >/dev/null || skip "there is no chromium (cmake/packages/browser.txt)"
command -v node >/dev/null || skip "there is no node (cmake/packages/browser.txt)"
for module in axe-core playwright-core; do
    [ -d "$here/node_modules/$module" ] || skip "$module is not installed (npm ci in tests/browser)"
done
CHROMIUM=$(command -v chromium)
export CHROMIUM
exec node --test-reporter=tap "$1"
