public import TDXModule

extension CostModel {
    /// TDH.SYS.LP.INIT on `processors` LPs: one after the other, or all at once, as the kernel does it.
    public func processorInitTime(processors: Int, kernel: KernelProfile) -> Picoseconds {
        kernel.initializesProcessorsSerially ? UInt64(processors) * serialProcessorInit : processorInit
    }
}

extension CostModel {
    /// How long an update of the module stops everything else, in one stop-machine section: hand-off version and TDH.SYS.SHUTDOWN, INSTALL on each LP in turn, TDH.SYS.INIT,
    /// TDH.SYS.LP.INIT on all LPs at once, TDH.SYS.UPDATE and three reads of the version.
    public func updateDowntime(processors: Int) -> Picoseconds {
        7 * transition + UInt64(processors) * moduleInstall + processorInit
    }
}
