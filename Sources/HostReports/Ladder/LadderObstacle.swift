public import TDMRConstruction
public import TDXModule

/// Why TDX does not start on a rung.
public enum LadderObstacle: Hashable, Sendable {
    /// Fewer than two: the module's own and one for a guest.
    case tooFewKeyIDs
    /// There is no layout.
    case construction(ConstructionError)
    /// TDH.SYS.CONFIG refuses the layout; the sentence gives the reason with the map's addresses.
    case refused(ConfigRefusal, sentence: String)
}

extension LadderObstacle: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooFewKeyIDs: "too few private KeyIDs"
        case .construction(let error): error.message ?? error.status
        case .refused(let refusal, let sentence): "the module refuses: \(sentence) (\(refusal.status.name))"
        }
    }
}
