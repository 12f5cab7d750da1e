public import PhysicalMemory
public import TDXModule

/// The facts of a kernel log about the TDX module itself.
public struct TDXLogFacts: Hashable, Sendable {
    /// How the module's initialization ended.
    public enum Outcome: Hashable, Sendable {
        /// The module is initialized.
        case initialized
        /// It failed.
        case failed(ErrorNumber)
    }

    /// The module's version as printed, the wording of which varies.
    public var module: String?
    /// The memory that the kernel allocated for PAMTs, in whole KiB.
    public var pamtSize: ByteCount?
    /// The kernel's reason for a failure: `TDMR [0x0, 0x80000000): reserved areas exhausted.`
    public var message: String?
    /// How the start-up ended; nil where the log does not say.
    public var outcome: Outcome?
    /// Whether the kernel said that it enables dynamic PAMT.
    public var hasDynamicPAMT = false

    /// The module's version where it was printed as one.
    public var moduleVersion: ModuleVersionNumber? {
        module.flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "," }).first }.flatMap {
            ModuleVersionNumber($0)
        }
    }

    public init() {}

    var isEmpty: Bool { self == TDXLogFacts() }

    mutating func take(_ statement: TDXStatement) {
        switch statement {
        case .pamt(let size): pamtSize = size
        case .initialized: outcome = .initialized
        case .failed(let errno, _): outcome = .failed(errno)
        case .message(let text): message = text
        case .module(let text): module = text
        case .dynamicPAMT: hasDynamicPAMT = true
        case .event: break
        }
    }
}
