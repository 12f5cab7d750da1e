extension SyntheticMachine {
    /// The beginning of this machine's kernel log.
    /// - Throws: `SyntheticError` when fixed properties contradict each other.
    public func kernelLog(seed: UInt64) throws(SyntheticError) -> String { try plan(seed: seed).kernelLog() }
}
