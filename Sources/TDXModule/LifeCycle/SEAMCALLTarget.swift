/// A target of SEAMCALLs: the emulated module, or a wrapper of it that injects faults, counts the calls or adds their times.
///
/// Calls may come from many threads at once, one per LP, as on a machine.
public protocol SEAMCALLTarget: Sendable {
    /// Executes SEAMCALL on `lp`.
    func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome
}
