import Measurement
import Testing

@testable import Reporting

/// Which crossovers a run ends with.
@Suite struct NotableCrossoverTests {
    /// `first` leads at 16 entries, `second` at 1,024; `third` is in between at neither.
    private func document(isCertain: Bool, isLead: Bool, from: String, to: String, times: [String: (Double, Double)])
        throws -> ResultDocument
    {
        let cases = times.sorted { $0.key < $1.key }.flatMap { name, time in
            [SampleResult.lookup(name, size: 16, time: time.0), SampleResult.lookup(name, size: 1024, time: time.1)]
        }
        let crossover = Crossover(
            family: "lookup", mode: "throughput", series: "synthetic", machine: 0, from: from, to: to, size: 100,
            between: [16, 1024],
            isCertain: isCertain, isLead: isLead)
        return ResultDocument(
            isComplete: true, machines: [try SampleResult.machine()], families: [], cases: cases,
            crossovers: [crossover])
    }

    @Test func `a member that passes its neighbour is named, also behind the lead`() throws {
        let times = ["fast": (1.0, 1.0), "low": (2.0, 20.0), "high": (3.0, 9.0)]
        let document = try document(isCertain: true, isLead: false, from: "low", to: "high", times: times)
        #expect(NotableCrossovers.found(in: document).map(\.to) == ["high"])
        #expect(RunSummary.text(document, file: nil).contains("Where one member overtakes the next"))
    }

    @Test func `members that others lie between at both sizes are not`() throws {
        let times = ["low": (2.0, 20.0), "between": (2.5, 15.0), "high": (3.0, 9.0)]
        #expect(
            try NotableCrossovers.found(
                in: document(isCertain: true, isLead: false, from: "low", to: "high", times: times)
            )
            .isEmpty)
    }

    @Test func `a change of the lead within the noise of both sizes is left out`() throws {
        let tie = ["low": (2.0, 2.0), "high": (2.0, 2.0)]
        #expect(
            try NotableCrossovers.found(
                in: document(isCertain: false, isLead: true, from: "low", to: "high", times: tie)
            )
            .isEmpty)
        let beyondAtOne = ["low": (2.0, 9.0), "high": (2.0, 3.0)]
        #expect(
            try NotableCrossovers.found(
                in: document(isCertain: false, isLead: true, from: "low", to: "high", times: beyondAtOne)
            ).count == 1)
    }
}
