#!/usr/bin/env bash
# tests/reliability.sh [BINARY]: the rows of docs/reliability.md about reading, load and bulk work at their full size, one after
# another, against BINARY or the program that the tests were built with. Ends with 1 if one is missed. Takes an hour and a half on
# two cores; build first: dotnet build. With BINARY the measurements of bench/http/load are made too (Node 18, wrk).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
binary=${1:-}
[[ -z $binary ]] || export GMAIL_MCP_BINARY=$binary
missed=()

# row CLASS [VARIABLE=VALUE...]
row() {
  local class=$1 begin=$SECONDS code=0
  shift
  env "$@" artifacts/bin/GmailMcp.Tests/debug/GmailMcp.Tests -class "*$class" -diagnostics -noColor \
    | tee /dev/stderr | grep 'Total: [1-9]' >/dev/null || code=$?
  told "$class $*" "$begin" "$code"
}

# load MODE
load() {
  local begin=$SECONDS code=0
  bench/http/load "$1" '' "$binary" || code=$?
  told "bench/http/load $1" "$begin" "$code"
}

told() {
  echo "== $1: $((SECONDS - $2)) s, $( (($3 == 0)) && echo met || echo MISSED)"
  (($3 == 0)) || missed+=("$1")
}

row .EndToEnd.RefusalStormTests
row .EndToEnd.SharedQuotaTests GMAIL_MCP_QUOTA_CALLS=1000
row .EndToEnd.ExpiredTokenTests
row .EndToEnd.HostileGmailTests GMAIL_MCP_HOSTILE=1
row .Reading.MutatedMailTests GMAIL_MCP_FUZZ_MESSAGES=100000
row .EndToEnd.StdioFuzzTests GMAIL_MCP_FUZZ_LINES=50000
row .EndToEnd.HttpFuzzTests GMAIL_MCP_FUZZ_BODIES=50000
row .Http.IsolationTests GMAIL_MCP_CALLS=1000
row .EndToEnd.SlowConnectionsTests GMAIL_MCP_SLOW_CONNECTIONS=2000
row .EndToEnd.HttpAttackTests
row .EndToEnd.DisconnectedReadTests GMAIL_MCP_READ_DISCONNECTS=1000
row .EndToEnd.BulkKillTests GMAIL_MCP_BULK=100000
row .EndToEnd.SoakTests GMAIL_MCP_SOAK_SECONDS=200
if [[ -n $binary ]]; then
  load open
  load flood
fi

printf 'missed: %s\n' "${missed[@]:-none}"
((${#missed[@]} == 0))
