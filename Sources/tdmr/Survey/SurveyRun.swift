import Dispatch
import HostReports
import Measurement
import MemoryMaps
import Reporting
import Synchronization
import TDXHost

/// Reads and plans the machines of a survey on all processors, in batches, so that memory does not grow with their number.
struct SurveyRun {
    let paths: [String]
    let shard: Shard?

    private static let batch = 256
    /// Bytes of archived files that may wait for a batch.
    private static let batchBytes = 64 << 20

    /// What was found and is not planned yet.
    private struct Waiting {
        var inputs: [CollectedInput] = []
        var bytes = 0
    }

    func run(into output: inout SurveyOutput) throws {
        var position = 0
        var waiting = Waiting()
        for path in paths {
            try MapCollection.forEach(in: path) { (input: CollectedInput) throws in
                guard !isOther(input, of: path) else {
                    output.skip()
                    return
                }
                defer { position += 1 }
                guard shard?.takes(position) ?? true, try !output.alreadyHas(input.path) else { return }
                waiting.inputs.append(input)
                if case .member(_, let bytes) = input { waiting.bytes += bytes.count }
                if waiting.inputs.count >= Self.batch || waiting.bytes >= Self.batchBytes { try empty(&waiting, into: &output) }
            }
        }
        try empty(&waiting, into: &output)
    }

    private func empty(_ waiting: inout Waiting, into output: inout SurveyOutput) throws {
        let inputs = waiting.inputs
        waiting = Waiting()
        guard !inputs.isEmpty else { return }
        let rows = Mutex([SurveyRow?](repeating: nil, count: inputs.count))
        DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
            let row = SurveyRow(inputs[index])
            rows.withLock { $0[index] = row }
        }
        for row in rows.withLock({ $0 }) {
            if let row { try output.add(row) }
        }
    }

    private static let otherKinds: Set<String> = [
        "md", "html", "css", "svg", "png", "jpg", "pdf", "py", "sh", "yaml", "yml", "toml", "csv", "xml", "conf", "json",
    ]

    /// Whether a file that nobody named is none of a survey's by its name: what lies beside logs.
    private func isOther(_ input: CollectedInput, of path: String) -> Bool {
        guard input.path != path, let dot = input.path.lastIndex(of: ".") else { return false }
        return Self.otherKinds.contains(input.path[input.path.index(after: dot)...].lowercased())
    }
}
