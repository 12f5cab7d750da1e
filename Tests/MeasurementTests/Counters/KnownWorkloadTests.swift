import CPAPI
import PhysicalMemory
import Testing

@testable import Measurement

@Suite struct KnownWorkloadTests {
    @Test func `a large last-level cache is exceeded where memory is free`() throws {
        func size(_ last: UInt64, free: ByteCount?) throws -> ByteCount {
            try KnownWorkload.coldSize(.mib(last), free: free)
        }
        #expect(try size(8, free: .gib(16)) == .mib(64))
        #expect(try size(256, free: .gib(16)) == .gib(1))
        #expect(try size(300, free: .gib(16)) == .mib(600))
        #expect(try size(1152, free: .gib(64)) == .mib(2304))
        #expect(try size(200, free: .gib(2)) == .mib(400))
        #expect(try size(300, free: nil) == .mib(600))
        for (last, free) in [(300, ByteCount.gib(2)), (8, .mib(200)), (600, nil)] as [(UInt64, ByteCount?)] {
            let error = #expect(throws: CounterFault.self) { try size(last, free: free) }
            #expect(error?.description.contains("last-level cache of \(last) MiB") == true)
        }
    }

    #if os(Linux)
    @Test(arguments: [800, 200_000]) func `lines that no cache holds lie in memory of their own`(_ units: Int) throws {
        // Pages that are only read share one, and a pass over them evicts nothing. A page of its own is a fault of this thread.
        func faults() throws -> UInt64 {
            var counts: (minor: UInt64, major: UInt64, UInt64, UInt64) = (0, 0, 0, 0)
            try #require(cusage_thread(&counts.minor, &counts.major, &counts.2, &counts.3))
            return counts.minor
        }
        let before = try faults()
        let caches = [Environment.Cache(level: 3, type: "Unified", size: .mib(48))]
        let workload = try KnownWorkload(.coldLines, units: units, caches: caches, free: .gib(16))
        // 192 MiB of pages of 4 KiB.
        #expect(try faults() - before >= 192 << 8)
        workload.prepare()
        workload.run(units)
    }
    #endif
}
