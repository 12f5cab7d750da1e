import Measurement
import Testing

@Suite struct CounterPassTests {
    private let hardware: Set<LogicalCounter> = [
        .cycles, .instructions, .branches, .branchMisses, .l1dLoads, .l1dMisses,
    ]

    private func figure(_ counter: LogicalCounter, _ figures: [CounterFigure]) -> CounterFigure? {
        figures.first { $0.counter == counter.rawValue }
    }

    @Test func `no pass has more than four events and every hardware pass carries the anchor`() {
        let backend = ScriptedBackend(known: Set(LogicalCounter.allCases), script: [])
        _ = CounterSession(backends: [backend], groups: EventGroup.allCases).count(operations: 1) {}
        #expect(backend.opened.count == EventGroup.allCases.count)
        for (group, counters) in zip(EventGroup.allCases, backend.opened) {
            #expect(counters.count <= 4)
            #expect(group == .software || counters.starts(with: [.cycles, .instructions]))
        }
    }

    @Test func `values are per operation and derived figures follow`() {
        let backend = ScriptedBackend(
            known: hardware,
            script: [
                ([.cycles: 2000, .instructions: 4000, .branches: 400, .branchMisses: 40], false),
                ([.cycles: 2100, .instructions: 4003, .l1dLoads: 900, .l1dMisses: 20], false),
            ])
        let figures = CounterSession(backends: [backend], groups: [.base, .l1]).count(operations: 10) {}
        #expect(figure(.cycles, figures)?.value == 200)
        #expect(figure(.l1dMisses, figures)?.value == 2)
        #expect(figures.first { $0.counter == "ipc" }?.value == 2)
        #expect(figures.first { $0.counter == "branch-miss-share" }?.value == 0.1)
        #expect(figures.first { $0.counter == "l1d-mpki" }?.value == 5)
    }

    @Test func `a pass that did other work is tried again and then given up`() {
        let good: [LogicalCounter: UInt64] = [.cycles: 1, .instructions: 100_000, .branches: 5, .branchMisses: 1]
        let bad: [LogicalCounter: UInt64] = [.cycles: 1, .instructions: 100_200, .l1dLoads: 7, .l1dMisses: 3]
        let fine: [LogicalCounter: UInt64] = [.cycles: 1, .instructions: 100_050, .l1dLoads: 8, .l1dMisses: 4]
        let recovering = ScriptedBackend(known: hardware, script: [(good, false), (bad, false), (fine, false)])
        #expect(
            figure(.l1dLoads, CounterSession(backends: [recovering], groups: [.base, .l1]).count(operations: 1) {})?
                .value == 8)

        let hopeless = ScriptedBackend(
            known: hardware, script: [(good, false), (bad, false), (bad, false), (bad, false)])
        let figures = CounterSession(backends: [hopeless], groups: [.base, .l1]).count(operations: 1) {}
        #expect(figure(.l1dLoads, figures)?.value == nil)
        #expect(figure(.l1dLoads, figures)?.reason?.description.contains("not the same work") == true)
        #expect(figure(.branches, figures)?.value == 5, "the believed pass keeps its figures")
    }

    @Test func `counters that the kernel shared are never reported`() {
        let values: [LogicalCounter: UInt64] = [.cycles: 1, .instructions: 10, .branches: 5, .branchMisses: 1]
        let backend = ScriptedBackend(known: hardware, script: [(values, true), (values, true), (values, true)])
        let figures = CounterSession(backends: [backend], groups: [.base]).count(operations: 1) {}
        #expect(figure(.cycles, figures)?.value == nil)
        #expect(figure(.cycles, figures)?.reason?.description.contains("700 of 1000 ns") == true)
    }

    @Test func `the work is prepared anew before every pass`() {
        var prepared = 0
        var worked = 0
        let values: [LogicalCounter: UInt64] = [.cycles: 1, .instructions: 10]
        let backend = ScriptedBackend(known: hardware, script: [(values, false), (values, true), (values, false)])
        _ = CounterSession(backends: [backend], groups: [.base, .l1]).count(
            operations: 1, prepare: { prepared += 1 }, work: { worked += 1 })
        #expect(prepared == 3 && worked == 3)
    }

    @Test func `a counter comes from the first backend that proves it`() {
        let first = ScriptedBackend(known: [.instructions], script: [([.instructions: 7], false)])
        let second = ScriptedBackend(
            known: [.instructions, .cycles], script: [([.instructions: 9, .cycles: 5], false)])
        let figures = CounterSession(backends: [first, second], groups: [.base]).count(operations: 1) {}
        #expect(figure(.instructions, figures)?.value == 7)
        #expect(figure(.cycles, figures)?.value == 5)
    }
}
