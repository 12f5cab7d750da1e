public import TDXModule

/// Run-time update of the module: the one in use is shut down and leaves its state behind, the new one is installed, initialised on every LP and takes
/// the state over. The TDMRs and their PAMTs stay.
extension HostKernel {
    /// Updates to `version`.
    /// - Throws: `.notInitialized`, `.updateNotOffered`, `.processorOffline`, or that TDH.SYS.SHUTDOWN was refused, and nothing has changed; or later, and then no module runs any more: the status is `failed` for good,
    ///   and the PAMTs stay allocated, because guests' memory may still be under private keys.
    public func update(to version: ModuleVersion) throws(EnablingError) {
        try state.withLock { state throws(EnablingError) in
            guard state.status == .initialized, let enabled = state.enabled else { throw .notInitialized }
            guard enabled.metadata.features.contains(.tdPreserving), !machine.platform.destroysVMCS else {
                throw .updateNotOffered
            }
            try shutDown()
            do throws(EnablingError) {
                try replace(with: version)
            } catch {
                state.status = .failed
                log.print(.error, "module update failed (-\(error.errno.rawValue))")
                throw error
            }
            log.print(.info, "module updated to \(version.number)")
        }
    }

    private func shutDown() throws(EnablingError) {
        guard let lp = machine.onlineProcessors.first else { throw .processorOffline(LogicalProcessorID(0)) }
        do throws(SEAMCALLFailure) {
            let handoff = try ModuleMetadata.value(of: .handoffVersion, seamcalls, lp)
            try seamcalls.call(.sysShutdown, SEAMCALLRegisters(rcx: handoff), on: lp)
        } catch { throw .seamcall(error) }
    }

    private func replace(with version: ModuleVersion) throws(EnablingError) {
        // INSTALL: each LP, one at a time.
        for lp in machine.onlineProcessors {
            do throws(SEAMCALLFailure) { try seamcalls.call(.loaderInstall, on: lp) } catch { throw .seamcall(error) }
        }
        do throws(EmulatedModule.InstallationError) { try machine.install(version) } catch {
            throw .notInstalled(error)
        }
        processors.forget()
        try enableOnlineProcessors()
        guard let lp = machine.onlineProcessors.first else { throw .processorOffline(LogicalProcessorID(0)) }
        do throws(SEAMCALLFailure) { try seamcalls.call(.sysUpdate, on: lp) } catch { throw .seamcall(error) }
        // The new version is read for the record only.
        do throws(SEAMCALLFailure) {
            for field in ModuleMetadata.versionFields { _ = try ModuleMetadata.value(of: field, seamcalls, lp) }
        } catch { log.print(.warning, "the version of the updated module could not be read") }
    }
}
