/// Whatever a host can execute SEAMCALL on: the emulated module, or something around it that injects faults, counts or prices the calls.
///
/// Calls may come from many threads at once, one per LP, as on a machine.
public protocol SEAMCALLTarget: Sendable {
    /// Executes SEAMCALL on `lp`.
    func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome
}
