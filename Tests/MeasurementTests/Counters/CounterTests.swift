import CPAPI
import Measurement
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Touches `count` fresh pages of 4 KiB: that many page faults.
private func touchFreshPages(_ count: Int) {
    let size = count * 4096
    guard let region = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), region != MAP_FAILED
    else { return }
    madvise(region, size, 15 /* MADV_NOHUGEPAGE */)
    for page in 0..<count { region.storeBytes(of: 1, toByteOffset: page * 4096, as: UInt8.self) }
    munmap(region, size)
}

@Suite(.serialized) struct CounterTests {
    @Test(arguments: [CounterChoice.auto, .papi, .perf]) func `a thousand fresh pages are a thousand faults`(
        _ choice: CounterChoice
    ) throws {
        let session = CounterSession(backends: choice.backends(), groups: [.software])
        let figures = session.count(operations: 1000) { touchFreshPages(1000) }
        let faults = try #require(figures.first { $0.counter == "page-faults" })
        let value = try #require(faults.value, "absent: \(faults.reason ?? "")")
        // The stack and the counters themselves may fault a few times.
        #expect(value >= 1.0 && value < 1.02, "\(faults)")
    }

    @Test func `sleeping is a context switch, seen only through getrusage`() throws {
        let session = CounterSession(backends: CounterChoice.auto.backends(), groups: [.software])
        let figures = session.count(operations: 1) { for _ in 0..<5 { usleep(1000) } }
        let switches = try #require(figures.first { $0.counter == "context-switches" })
        #expect((switches.value ?? 0) >= 5, "\(switches)")
        #expect(switches.source?.hasPrefix("rusage") == true)
    }

    @Test func `the task clock advances while there is work`() throws {
        let session = CounterSession(backends: [PerfBackend()], groups: [.software])
        let figures = session.count(operations: 1) {
            var x = UInt64(1)
            for _ in 0..<2_000_000 { x = x &* 6_364_136_223_846_793_005 &+ 1 }
            #expect(x != 0)
        }
        let clock = try #require(figures.first { $0.counter == "task-clock" })
        if let value = clock.value { #expect(value > 100_000) } else { #expect(clock.reason?.isEmpty == false) }
    }

    @Test(arguments: [CounterChoice.auto, .papi, .perf, .none]) func `every counter has a value or a reason`(
        _ choice: CounterChoice
    ) {
        let session = CounterSession(backends: choice.backends(), groups: EventGroup.allCases)
        let figures = session.count(operations: 1) { touchFreshPages(10) }
        for counter in LogicalCounter.allCases {
            let figure = figures.first { $0.counter == counter.rawValue }
            #expect(
                figure != nil && (figure?.value != nil) != (figure?.reason != nil),
                "\(counter): \(String(describing: figure))")
        }
        #expect(session.resolutions.count == LogicalCounter.allCases.count)
    }
}

/// A backend whose readings are scripted, for the logic of passes.
private final class ScriptedBackend: CounterBackend {
    let name = "fake"
    var known: Set<LogicalCounter>
    /// One entry per stop: the value of each counter, and whether the kernel shared the counters.
    var script: [(values: [LogicalCounter: UInt64], shared: Bool)]
    private(set) var opened: [[LogicalCounter]] = []

    init(known: Set<LogicalCounter>, script: [(values: [LogicalCounter: UInt64], shared: Bool)]) {
        self.known = known
        self.script = script
    }

    func resolve(_ counter: LogicalCounter) -> CounterResolution {
        known.contains(counter) ? .found(event: "E") : .absent(reason: "not scripted")
    }

    func conflict(among counters: [LogicalCounter]) -> CounterFault? { nil }

    func open(_ counters: [LogicalCounter]) -> any OpenCounters {
        opened.append(counters)
        return Reader(self, counters)
    }

    private final class Reader: OpenCounters {
        let backend: ScriptedBackend
        let counters: [LogicalCounter]

        init(_ backend: ScriptedBackend, _ counters: [LogicalCounter]) {
            self.backend = backend
            self.counters = counters
        }

        func start() {}
        func stop() throws(CounterFault) -> CounterReading {
            guard !backend.script.isEmpty else { throw CounterFault("the script is over") }
            let step = backend.script.removeFirst()
            return CounterReading(
                values: counters.map { step.values[$0] ?? 0 }, enabled: 1000, running: step.shared ? 700 : 1000)
        }
    }
}

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
        #expect(figure(.l1dLoads, figures)?.reason?.contains("not the same work") == true)
        #expect(figure(.branches, figures)?.value == 5, "the believed pass keeps its figures")
    }

    @Test func `counters that the kernel shared are never reported`() {
        let values: [LogicalCounter: UInt64] = [.cycles: 1, .instructions: 10, .branches: 5, .branchMisses: 1]
        let backend = ScriptedBackend(known: hardware, script: [(values, true), (values, true), (values, true)])
        let figures = CounterSession(backends: [backend], groups: [.base]).count(operations: 1) {}
        #expect(figure(.cycles, figures)?.value == nil)
        #expect(figure(.cycles, figures)?.reason?.contains("700 of 1000 ns") == true)
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
