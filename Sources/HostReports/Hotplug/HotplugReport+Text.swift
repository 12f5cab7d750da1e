import MemoryMaps
public import TDXHost
public import TDXModule

extension HotplugTDXState: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notYetEnabled: "not enabled"
        case .on: "on"
        case .lost(let region): "lost: \(region.pages) of node \(region.node) is not convertible"
        case .refused(let refusal): "off: \(refusal.message ?? refusal.errno.name)"
        }
    }

    /// One word.
    public var word: String {
        switch self {
        case .notYetEnabled: "not enabled"
        case .on: "on"
        case .lost: "lost"
        case .refused: "refused"
        }
    }
}

extension HotplugReport {
    /// The refusals as a person sees them, most frequent kind first: error number, message if there is one, and how often. Of several messages of one kind
    /// the first.
    public var messages: [(errno: HostErrno, text: String?, count: Int)] {
        refusals.compactMap { $0 }.map { (errno: $0.first.errno, text: $0.first.message, count: $0.count) }.sorted {
            $0.count > $1.count
        }
    }
}

extension HotplugEventResult {
    /// What became of the event, in words.
    public var sentence: String {
        var parts: [String] = []
        switch outcome {
        case .accepted: parts.append("accepted")
        case .refused: parts.append("refused")
        case .partly: parts.append("\(accepted) blocks accepted, \(refused) refused")
        case .nothingToDo: parts.append("nothing to do")
        case .impossible(let obstacle): parts.append("impossible: \(obstacle)")
        }
        if let splitTo { parts.append("on node \(splitTo) of its own") }
        if isWronglyAccepted { parts.append("wrongly accepted") }
        if isWronglyRefused { parts.append("wrongly refused") }
        if let predicates, predicates.differ {
            parts.append(
                "inside one entry: \(predicates.oneEntry ? "yes" : "no"), inside the union: \(predicates.union ? "yes" : "no")"
            )
        }
        return parts.joined(separator: "; ")
    }
}
