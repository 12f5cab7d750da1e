import Foundation
import SeededRandom
import Testing
import TestSupport

/// Signals at random moments: a file is whole or as it was, and only SIGKILL may leave a temporary one.
struct SignalTests {
    @Test(arguments: ["INT", "TERM", "KILL"])
    func `No signal tears a file`(_ signal: String) throws {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let shell = try Shell()
        let command = "$TDMR plan $ROOT/datasets/real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt --svg out > /dev/null 2>&1"
        let whole = try shell.run("start=$(date +%s%N); \(command); echo $((($(date +%s%N) - start) / 1000)); cp out good")
        #expect(whole.exitCode == 0, "\(whole.errorText)")
        let span = (UInt64(whole.text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 100_000) * 5 / 4
        let moments = (0..<67).map { _ in String(Double(random.below(span)) / 1e6) }.joined(separator: " ")
        let outcome = try shell.run("""
            for moment in \(moments); do
                if [ $((RANDOM % 2)) = 0 ]; then rm -f out; fi
                setsid bash -c '\(command)' & child=$!
                sleep $moment; kill -\(signal) -- -$child 2> /dev/null || true; wait $child 2> /dev/null || true
                if [ -e out ]; then cmp out good; fi
                if [ \(signal) != KILL ]; then test -z "$(find . -name '*.tmp')" || { echo stray; exit 1; }; fi
                rm -f .tdmr-*.tmp
            done
            """)
        #expect(outcome.exitCode == 0, "seed \(seed): \(outcome.text) \(outcome.errorText)")
    }
}
