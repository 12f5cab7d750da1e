#!/bin/sh
# The program that the test profile runs: one case, its time behind "Result:".
cat > tdmr-bench <<'SCRIPT'
#!/bin/sh
bench=${TDMR_BENCH:-bench}
result=$(mktemp -d) || exit
trap 'rm -rf "$result"' EXIT
# A name may have characters that mean something in a pattern.
case=$(printf '%s' "$1" | sed 's/[][\\.*^$+?(){}|]/\\&/g')
"$bench" run --counters none --time 10 --filter "^$case\$" --out "$result/result.json" > /dev/null &&
    "$bench" export --format phoronix "$result/result.json" > "${LOG_FILE:-/dev/stdout}"
echo $? > ~/test-exit-status 2> /dev/null
SCRIPT
chmod +x tdmr-bench
