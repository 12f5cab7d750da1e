public import TDXHost

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
