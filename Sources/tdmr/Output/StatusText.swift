import TDXModule

/// A completion status in words.
struct StatusText {
    private let status: SEAMCALLStatus
    private let leaf: SEAMCALLLeaf?

    init(_ status: SEAMCALLStatus, leaf: SEAMCALLLeaf?) {
        self.status = status
        self.leaf = leaf
    }

    /// `TDH.SYS.INIT: TDX_INCORRECT_CPUID_VALUE (0xc000090000000000), not recoverable, ...`
    var sentence: String {
        let name = status.knownName ?? "unknown status"
        return (leaf.map { "\($0.name): " } ?? "") + "\(name) (\(status)), \(facts)"
    }

    /// The decoded facts, without number and name.
    var facts: String {
        var parts = [status.severity]
        if let kind = status.statusClass { parts.append("class \(kind.name)") }
        if let detail = status.detailText { parts.append(detail) }
        if let since = status.since { parts.append(since) }
        return parts.joined(separator: ", ") + (status.meaning.map { ": \($0)" } ?? "")
    }
}
