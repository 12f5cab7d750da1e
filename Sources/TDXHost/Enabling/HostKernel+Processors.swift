package import TDXModule

/// CPU hotplug after the start-up, and the shutdown of TDX at kexec.
extension HostKernel {
    /// An LP comes online: VMXON and TDH.SYS.LP.INIT, as at boot.
    /// - Throws: what failed; the LP then stays offline, the rest is unchanged.
    package func processorComesOnline(_ lp: LogicalProcessorID) throws(EnablingError) {
        guard status == .initialized else { throw .notInitialized }
        try bringUp(lp)
    }

    /// An LP is to go offline: VMXOFF.
    /// - Throws: `packageInUse` for the last LP of a package while a guest has a key.
    package func processorGoesOffline(_ lp: LogicalProcessorID, guestKeysInUse: Int) throws(EnablingError) {
        let package = machine.processors.package(of: lp)
        let isLast = !machine.onlineProcessors.contains { $0 != lp && machine.processors.package(of: $0) == package }
        if isLast, guestKeysInUse > 0 {
            log.print(.warning, "\(EnablingError.packageInUse(package))")
            throw .packageInUse(package)
        }
        machine.leaveVMX(on: lp)
    }

    /// kexec and crash: TDH.SYS.DISABLE until it is done, then caches written back and VMXOFF on all LPs. The next kernel starts regardless of the module's answer.
    /// - Parameter patience: calls after which the loop gives up; the kernel itself has no such limit.
    package func shutDownForKexec(patience: Int = .max) {
        guard let first = machine.onlineProcessors.first else { return }
        var calls = 0
        while calls < patience {
            calls += 1
            let outcome = machine.seamcall(.sysDisable, SEAMCALLRegisters(), on: first)
            guard let status = outcome.status, status != .success else { break }
            if status.withoutDetail == .interruptedResumable || status.withoutDetail == .sysBusy { continue }
            log.print(.error, "TDH.SYS.DISABLE failed: \(status)")
            break
        }
        machine.flushCaches()
        for lp in machine.onlineProcessors { machine.leaveVMX(on: lp) }
    }
}
