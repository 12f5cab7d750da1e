public import TDXModule

/// How Linux executes SEAMCALL: it repeats the call only on TDX_RND_NO_ENTROPY and prints every other status, with its registers where the call returns values.
public struct SEAMCALLWrapper: Sendable {
    /// The target of the calls.
    public let target: any SEAMCALLTarget
    /// Where failures are printed.
    public let log: any HostLog

    /// The most attempts of a call that returns TDX_RND_NO_ENTROPY; then the kernel gives up.
    public static let attempts = 10

    /// A wrapper around `target` that prints failures to `log`.
    public init(_ target: any SEAMCALLTarget, log: any HostLog) {
        self.target = target
        self.log = log
    }

    /// Executes `leaf` on `lp`.
    /// - Returns: the registers that came back with status 0.
    /// - Throws: for every other status, including those that bit 63 marks as no error, and where the instruction itself failed.
    @discardableResult
    public func call(
        _ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters = SEAMCALLRegisters(), on lp: LogicalProcessorID
    ) throws(SEAMCALLFailure) -> SEAMCALLRegisters {
        var outcome = target.seamcall(leaf, registers, on: lp)
        for _ in 1..<Self.attempts where outcome.status == .rndNoEntropy {
            outcome = target.seamcall(leaf, registers, on: lp)
        }
        guard case .returned(let status, let results) = outcome else {
            throw SEAMCALLFailure(leaf: leaf, outcome: outcome)
        }
        guard status == .success else {
            dump(leaf, status, results)
            throw SEAMCALLFailure(leaf: leaf, outcome: outcome)
        }
        return results
    }

    /// Executes `leaf` again while the module reports that it was interrupted and can be resumed.
    func callToTheEnd(
        _ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters = SEAMCALLRegisters(), on lp: LogicalProcessorID
    ) throws(SEAMCALLFailure) {
        while true {
            let outcome = target.seamcall(leaf, registers, on: lp)
            if outcome.status?.withoutDetail == .interruptedResumable { continue }
            guard case .returned(let status, let results) = outcome else {
                throw SEAMCALLFailure(leaf: leaf, outcome: outcome)
            }
            guard status != .success else { return }
            dump(leaf, status, results)
            throw SEAMCALLFailure(leaf: leaf, outcome: outcome)
        }
    }

    private func dump(_ leaf: SEAMCALLLeaf, _ status: SEAMCALLStatus, _ registers: SEAMCALLRegisters) {
        log.print(.error, "SEAMCALL (\(Self.hex(leaf.rawValue))) failed: \(status)")
        guard Self.returningLeaves.contains(leaf) else { return }
        log.print(.error, "RCX \(Self.hex(registers.rcx)) RDX \(Self.hex(registers.rdx)) R08 \(Self.hex(registers.r8))")
        log.print(.error, "R09 \(Self.hex(registers.r9)) R10 \(Self.hex(registers.r10)) R11 \(Self.hex(registers.r11))")
    }

    /// Leaves that give values back in registers.
    private static let returningLeaves: Set<SEAMCALLLeaf> = [.sysRead, .sysTDMRInit]

    /// 0x and 16 digits.
    private static func hex(_ value: UInt64) -> String { SEAMCALLStatus(value).description }
}
