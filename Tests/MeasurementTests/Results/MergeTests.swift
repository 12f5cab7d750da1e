import Testing

@testable import Measurement

@Suite struct MergeTests {
    private func part(_ index: Int, started: String) throws -> ResultDocument {
        var document = GateSample.document([
            GateSample.row("list", time: 100), GateSample.row("grid", time: Double(10 * index)),
        ])
        // A case is in one part.
        for row in document.cases.indices { document.cases[row].name.dataset = "synthetic-\(index)" }
        document.machines[0].run.shard = try #require(Shard("\(index)/3") as Shard?)
        document.machines[0].run.started = started
        return document
    }

    @Test func `merged machines stay apart and missing shards are known`() throws {
        let merged = try ResultDocument(merging: [("a", try part(1, started: "x")), ("b", try part(3, started: "y"))])
        #expect(merged.machines.count == 2)
        #expect(merged.cases.map(\.machine) == [0, 0, 1, 1])
        #expect(merged.missingShards.map(\.description) == ["2/3"])
        #expect(merged.reference(of: merged.cases[3]) == merged.cases[2])
    }

    @Test func `the same run twice is refused`() throws {
        let one = try part(1, started: "x")
        #expect(throws: FileFault.self) { try ResultDocument(merging: [("a", one), ("b", one)]) }
    }

    @Test func `a part of a job array measured twice is refused, but not on another kind of machine`() throws {
        let (one, again) = (try part(2, started: "x"), try part(2, started: "y"))
        #expect {
            try ResultDocument(merging: [("a", one), ("b", again)])
        } throws: { fault in
            "\(fault)".hasPrefix("b: holds lookup/list/")
                && "\(fault)".contains("in part 2/3, which a holds in part 2/3")
        }
        var elsewhere = again
        elsewhere.machines[0].environment = GateSample.environment(model: "Other")
        #expect(try ResultDocument(merging: [("a", one), ("b", elsewhere)]).cases.count == 4)
        // Whole runs of one machine stay apart, as before.
        var (first, second) = (one, again)
        first.machines[0].run.shard = nil
        second.machines[0].run.shard = nil
        #expect(try ResultDocument(merging: [("a", first), ("b", second)]).machines.count == 2)
    }

    @Test func `runs on one machine count it once`() throws {
        let (one, again) = (try part(1, started: "x"), try part(2, started: "y"))
        func said(_ change: (inout Environment) -> Void) throws -> String {
            var third = try part(3, started: "z")
            change(&third.machines[0].environment)
            return try ResultDocument(merging: [("a", one), ("b", again), ("c", third)]).runsAndMachines
        }
        // What changes from run to run, and what is installed, do not make another machine.
        #expect(
            try said {
                ($0.processor.megahertz, $0.conditions.load, $0.system.valgrind) = (1200, [9, 9, 9], "3.19")
                ($0.system.libc, $0.build.compiler) = ("glibc 2.99", "Swift 9")
            } == "3 runs on one machine")
        #expect(try said { $0.system.hostName = "another" } == "3 runs on 2 machines")
        #expect(try said { $0.processor.model = "Other" } == "3 runs on 2 machines")
        #expect(try said { $0.processor.logicalProcessors += 2 } == "3 runs on 2 machines")
        #expect(
            try said { $0.processor.caches.append(.init(level: 3, type: "Unified", size: .mib(32))) }
                == "3 runs on 2 machines")
    }

    @Test func `times of another machine are not compared, answers are`() {
        var (old, new) = (
            GateSample.document([GateSample.row("list", time: 100)]),
            GateSample.document([GateSample.row("list", time: 200)])
        )
        for document in [0, 1] {
            let metric = Metric("reserved-areas", document == 0 ? 16 : 17)
            if document == 0 { old.cases[0].metrics = [metric] } else { new.cases[0].metrics = [metric] }
        }
        #expect(
            Comparison(old: old, new: new).rows.map { "\($0.metric) \($0.verdict)" } == [
                "time worse", "reserved-areas worse",
            ])
        new.machines[0].environment = GateSample.environment(model: "Other")
        let apart = Comparison(old: old, new: new)
        #expect(apart.rows.map(\.metric) == ["reserved-areas"])
        #expect(apart.notes == ["1 figures were not compared: another processor: Test CPU and Other"])
    }
}
