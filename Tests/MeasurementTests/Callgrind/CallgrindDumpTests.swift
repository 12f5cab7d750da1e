import Testing

@testable import Measurement

@Suite struct CallgrindDumpTests {
    private let text = """
        # callgrind format
        version: 1
        desc: I1 cache: 32768 B, 64 B, 8-way associative
        desc: Trigger: Client Request: lookup/grid/synthetic-16/throughput
        events: Ir Dr Dw I1mr D1mr D1mw ILmr DLmr DLmw Bc Bcm Bi Bim
        summary: 0

        fn=(1) main
        +1 1000 200
        totals: 1000 200 100 4 20 10 2 5 3 80 8
        """

    @Test func `the totals line is read and what it leaves out is zero`() throws {
        let dump = try #require(CallgrindDump(text))
        #expect(dump.name == "lookup/grid/synthetic-16/throughput")
        #expect(dump["Ir"] == 1000)
        #expect(dump["Bcm"] == 8)
        #expect(dump["Bi"] == 0 && dump["Bim"] == 0)
    }

    @Test func `figures are per operation, and only counts of the model are called simulated`() throws {
        let figures = try #require(CallgrindDump(text)).figures(operations: 10)
        func value(_ name: String) -> Double? { figures.first { $0.counter == name }?.value }
        #expect(value("instructions") == 100)
        #expect(value("branches") == 8)
        #expect(value("l1d-misses") == 3)
        #expect(value("llc-misses") == 1)
        // 1300 accesses; 34 leave L1, 10 of them the last level: 1266 + 5 * 24 + 35 * 10.
        #expect(value("estimated-cycles") == 173.6)
        #expect(
            Set(figures.filter { !$0.isSimulated }.map(\.counter)) == [
                "instructions", "branches", "data-accesses",
            ])
    }

    @Test func `the cost of measuring is taken off`() throws {
        let empty = try #require(CallgrindDump("desc: Trigger: Client Request: empty\nevents: Ir Dr\ntotals: 25 3"))
        #expect(try #require(CallgrindDump(text)).minus(empty)["Ir"] == 975)
    }

    @Test(arguments: [
        "", "events: Ir\ntotals: 5", "desc: Trigger: Client Request: x\nevents: Ir\n",
        "desc: Trigger: Client Request: x\ntotals: 5",
    ])
    func `a file without its lines is no dump`(text: String) { #expect(CallgrindDump(text) == nil) }
}
