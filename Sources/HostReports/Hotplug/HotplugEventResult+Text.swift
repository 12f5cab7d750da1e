public import TDXHost

extension HotplugEventResult {
    /// The result of the event, in words.
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
