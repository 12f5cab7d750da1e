import Measurement
import MemoryMaps
import Reporting

/// Reads and plans the machines of a survey on all processors.
struct SurveyRun {
    let paths: [String]
    let shard: Shard?

    func run(into output: inout SurveyOutput) throws {
        var position = 0
        var pipeline = SurveyPipeline()
        for path in paths {
            try MapCollection.forEach(in: path) { (input: CollectedInput) throws in
                guard !isOther(input, of: path) else {
                    output.skip()
                    return
                }
                defer { position += 1 }
                guard shard?.takes(position) ?? true, try !output.alreadyHas(input.path) else { return }
                try pipeline.add(input) { try output.add($0) }
            }
        }
        try pipeline.finish { try output.add($0) }
    }

    private static let otherKinds: Set<String> = [
        "md", "html", "css", "svg", "png", "jpg", "pdf", "py", "sh", "yaml", "yml", "toml", "csv", "xml", "conf",
        "json",
    ]

    /// Whether a member of a folder is skipped: it is not a regular file, or of a kind that lies beside logs.
    private func isOther(_ input: CollectedInput, of path: String) -> Bool {
        if case .passedOver = input { return true }
        guard input.path != path, let dot = input.path.lastIndex(of: ".") else { return false }
        return Self.otherKinds.contains(input.path[input.path.index(after: dot)...].lowercased())
    }
}
