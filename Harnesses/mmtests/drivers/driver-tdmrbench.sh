
run_bench() {
	$SHELLPACK_INCLUDE/shellpack-bench-tdmrbench \
		--filter "$TDMRBENCH_FILTER" \
		--time $TDMRBENCH_TIME \
		--iterations $TDMRBENCH_ITERATIONS
	return $?
}
