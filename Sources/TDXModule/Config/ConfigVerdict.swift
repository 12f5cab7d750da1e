/// The answer of TDH.SYS.CONFIG to a call.
public enum ConfigVerdict: Hashable, Sendable {
    /// The module takes the layout.
    case accepted
    /// The module returns an error and changes nothing.
    case refused(ConfigRefusal)

    /// Whether the module takes the layout.
    public var isAccepted: Bool { self == .accepted }
}
