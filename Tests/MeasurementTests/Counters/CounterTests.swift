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
    else {
        Issue.record("no memory")
        return
    }
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
        let value = try #require(faults.value, "absent: \(faults.reason?.description ?? "")")
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
        if let value = clock.value {
            #expect(value > 100_000)
        } else {
            #expect(clock.reason?.description.isEmpty == false)
        }
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
