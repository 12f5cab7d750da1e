/// One case of a case file: a call of TDH.SYS.CONFIG on some platform, and perhaps the verdict that the genuine module gave.
public struct ConfigCase: Hashable, Sendable {
    /// What the line `case` says.
    public var name: String
    /// The machine and the state of the module.
    public var platform: ConfigPlatform
    /// The call with its entries.
    public var call: ConfigCall
    /// The expected verdict as `ConfigVerdict.description` spells it; nil where the file gives none.
    public var expectation: String?

    public init(name: String, platform: ConfigPlatform, call: ConfigCall, expectation: String? = nil) {
        self.name = name
        self.platform = platform
        self.call = call
        self.expectation = expectation
    }
}
