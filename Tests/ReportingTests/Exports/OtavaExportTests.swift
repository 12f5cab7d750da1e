import Measurement
import Testing

@testable import Reporting

@Suite struct OtavaExportTests {
    /// The cases of the sample at two commits, the second without the time of `grid` and the instructions of `limit` at one size.
    private func history() throws -> History {
        var history = History()
        for number in [1, 2] {
            var document = try SampleResult.document()
            if number == 2 {
                document.cases[1].time = nil
                document.cases[2].counters = []
            }
            let commit = try #require(
                HistoryEntry.Commit(
                    hash: String(repeating: "\(number)", count: 40), date: "2026-01-0\(number)T00:00:00Z",
                    number: number))
            history.add(document, at: commit)
        }
        return history
    }

    @Test func `a figure that one commit lacks is left out and told`() throws {
        let history = try history()
        let gaps = OtavaExport.gaps(history)
        #expect(Set(gaps.keys) == [.time, .instructions])
        #expect(gaps[.time]?.map { "\($0.name) \($0.commit.number)" } == ["lookup/grid/synthetic-16/throughput 2"])
        #expect(
            gaps[.instructions]?.map { "\($0.name) \($0.commit.number)" } == ["lookup/limit/synthetic-16/throughput 2"])
        let files = OtavaExport.files(history, folder: "otava")
        func head(_ name: String) -> Substring? {
            files.first { $0.name.hasPrefix("lookup_\(name)_throughput") }?.text.split(separator: "\n").first
        }
        #expect(head("grid_synthetic-16") == "time,commit,ratio,instructions")
        #expect(head("limit_synthetic-16") == "time,commit,nanoseconds,ratio")
        #expect(head("grid_synthetic-1024") == "time,commit,nanoseconds,ratio,instructions")
    }
}
