/// What the start of the process did to make its figures repeatable, and what the system did not allow.
public struct ProcessIsolation: Hashable, Sendable {
    /// The one CPU the process may run on; nil: any, `pinningNote` says why.
    public var pinnedCPU: Int?
    public var pinningNote: String?
    /// Whether code, heap and stack lie at the same addresses in every run; if not, `addressNote` says why.
    public var fixedAddresses: Bool
    public var addressNote: String?

    public init(pinnedCPU: Int? = nil, pinningNote: String? = nil, fixedAddresses: Bool = false, addressNote: String? = nil) {
        self.pinnedCPU = pinnedCPU
        self.pinningNote = pinningNote
        self.fixedAddresses = fixedAddresses
        self.addressNote = addressNote
    }
}
