@testable import Measurement
import Testing

@Suite struct PerfStatTests {
    /// As perf 6.1 and 6.8 print on machines with and without a PMU.
    private let text = """
        # started on Sun Nov 29 02:55:02 2026

        1004821,,branches:u,1203412,100.00,,
        52345,,cycles:u,601233,61.30,0.4,GHz
        <not supported>,,L1-dcache-loads,0,100.00,,
        <not counted>,,instructions:u,0,0.00,,
        20.01,msec,task-clock:u,20010000,100.00,0.998,CPUs utilized
        77,,cpu_core/cache-misses/u,1203412,100.00,,
        """

    @Test func `counts, and why there is none`() {
        #expect(PerfStat.count(of: "branches:u", in: text) == .value(1_004_821))
        #expect(PerfStat.count(of: "task-clock:u", in: text) == .value(20_010_000))
        #expect(PerfStat.count(of: "cache-misses:u", in: text) == .value(77))
        #expect(PerfStat.count(of: "L1-dcache-loads:u", in: text) == .absent(.said("not supported")))
        #expect(PerfStat.count(of: "instructions:u", in: text) == .absent(.said("not counted")))
        #expect(
            PerfStat.count(of: "cycles:u", in: text)
                == .absent(.shared(percent: "61.30")))
        #expect(
            PerfStatFault.shared(percent: "61.30").description
                == "counted only 61.30 % of the time: the kernel shared the counters")
        #expect(PerfStat.count(of: "dTLB-loads:u", in: text) == .absent(.noLine(event: "dTLB-loads:u")))
    }
}
