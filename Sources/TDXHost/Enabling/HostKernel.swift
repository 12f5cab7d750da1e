import Guarded
public import PhysicalMemory
public import TDMRConstruction
public import TDXModule

/// A kernel's TDX code on one machine: when it initialises the module, and what follows a failure.
///
/// All of it may be called from many threads at once, each on an LP of its own.
public final class HostKernel: Sendable {
    /// How far the one attempt has come.
    public enum Status: Hashable, Sendable {
        /// Not tried, or tried without effect.
        case uninitialized
        /// The module is initialised.
        case initialized
        /// Final: nothing is tried again.
        case failed
    }

    /// The machine it runs on.
    public let machine: any HostMachine
    /// Which kernel it is.
    public let profile: KernelProfile
    let log: any HostLog
    let seamcalls: SEAMCALLWrapper
    let processors = ProcessorEnabling()
    private let planner: any Planner
    private let reads: MetadataReads
    private let initialization: TDMRInitialization
    private let extensions: ModuleFeatures?
    /// The kernel's mutex: held during the whole attempt, so that concurrent callers wait for its end.
    let state = Guarded(State())
    /// Holds the memlist once it is built, with memory hotplug held off; empty before, and after a failure.
    private let notifier = Guarded(MemoryNotifier<BinarySearch>(.oneEntry, queries: .anyRange))

    struct State {
        var status = Status.uninitialized
        var enabled: EnabledModule?
    }

    /// - Parameters:
    ///   - machine: the machine it runs on.
    ///   - profile: which kernel it is.
    ///   - planner: what makes the layout.
    ///   - initialization: whether several LPs initialise TDMRs.
    ///   - log: where the kernel prints.
    ///   - reads: what the planner needs of the metadata; the plain kernel's takes no notice of CMRs.
    ///   - extensions: add-on features to ask for with leaf version 1 of TDH.SYS.CONFIG: a patch in flight. nil: version 0, as in every released kernel.
    public init(
        on machine: some HostMachine, profile: KernelProfile, planner: some Planner, reads: MetadataReads,
        initialization: TDMRInitialization = .serial, extensions: ModuleFeatures? = nil, log: some HostLog
    ) {
        self.machine = machine
        self.profile = profile
        self.planner = planner
        self.reads = reads
        self.initialization = initialization
        self.extensions = extensions
        self.log = log
        seamcalls = SEAMCALLWrapper(machine, log: log)
    }

    /// tdx_cpu_enable(): on `lp`, which is in VMX operation, before `enable()`. Does nothing on an LP where it was done.
    package func enableProcessor(_ lp: LogicalProcessorID) throws(EnablingError) {
        try machine.keyIDs.checkForHost()
        guard machine.isOnline(lp) else { throw .processorOffline(lp) }
        do throws(SEAMCALLFailure) { try processors.enable(lp, seamcalls) } catch { throw .seamcall(error) }
    }

    /// tdx_enable(): initialises the module in the first call; later ones return at once, or always fail where the first failed.
    package func enable() throws(EnablingError) {
        try machine.keyIDs.checkForHost()
        try state.withLock { state throws(EnablingError) in
            switch state.status {
            case .initialized: return
            case .failed: throw .failedBefore
            case .uninitialized: try attempt(&state)
            }
        }
    }

    /// Everything, as while booting: KeyIDs, all online LPs, the module.
    ///
    /// A kernel that starts `atBoot` makes its only attempt here. With `onDemand` the attempt is not used up while an LP still fails TDH.SYS.LP.INIT.
    public func start() throws(EnablingError) {
        if profile.occasion == .atBoot {
            switch status {
            case .initialized: return
            case .failed: throw .failedBefore
            case .uninitialized: break
            }
        }
        try announce()
        switch profile.occasion {
        case .onDemand:
            try enableOnlineProcessors()
            try enable()
        case .atBoot: try initcall()
        }
    }

    /// The whole boot of a kernel that starts TDX `atBoot`: the early part, then the initcall, which runs even if the early part failed.
    /// - Returns: what the initcall returns, negated there; nil: 0.
    public func boot() -> HostErrno? {
        do throws(EnablingError) {
            try announce()
        } catch {
            log.print(.error, "\(EnablingError.notCapable)")
            return EnablingError.notCapable.errno
        }
        do throws(EnablingError) { try initcall() } catch { return error.errno }
        return nil
    }

    /// tdx_enable() of Linux 7.x.
    private func initcall() throws(EnablingError) {
        do throws(EnablingError) {
            for need in HostPlatform.Need.allCases where machine.platform.missing.contains(need) {
                log.print(.error, "\(EnablingError.platformLacks(need))")
                throw .platformLacks(need)
            }
            try bringUpProcessors()
        } catch {
            // Returned without a line of its own.
            state.withLock { $0.status = .failed }
            throw error
        }
        do throws(EnablingError) {
            try enable()
        } catch {
            for lp in machine.onlineProcessors { machine.leaveVMX(on: lp) }
            throw error
        }
    }

    /// The CPU-hotplug state: VMXON and TDH.SYS.LP.INIT on one LP after the other. A failure undoes the LPs before.
    private func bringUpProcessors() throws(EnablingError) {
        var done: [LogicalProcessorID] = []
        do throws(EnablingError) {
            for lp in machine.onlineProcessors {
                try bringUp(lp)
                done.append(lp)
            }
        } catch {
            for lp in done.reversed() { machine.leaveVMX(on: lp) }
            throw error
        }
    }

    func bringUp(_ lp: LogicalProcessorID) throws(EnablingError) {
        if let errno = machine.enterVMX(on: lp) { throw .vmxRefused(lp, errno) }
        do throws(SEAMCALLFailure) {
            try processors.enable(lp, seamcalls)
        } catch {
            if error.leaf == .sysInit, error.outcome == .vmFailInvalid { log.print(.error, "module not loaded") }
            machine.leaveVMX(on: lp)
            throw .seamcall(error)
        }
    }

    private func announce() throws(EnablingError) {
        let keyIDs = machine.keyIDs
        guard keyIDs.tdx > 0 else { throw .notEnabledByBIOS }
        let range = keyIDs.privateRange
        log.print(.info, "BIOS enabled: private KeyID range [\(range.first), \(range.last.rawValue + 1))")
        do throws(EnablingError) { try keyIDs.checkForHost() } catch {
            log.print(.error, "initialization failed: \(error).")
            throw error
        }
        guard profile.occasion == .atBoot else { return }
        do throws(EnablingError) {
            if machine.platform.isHibernationPossible { throw .hibernationPossible }
            if let errno = machine.platform.notifierError { throw .notifierRefused(errno) }
        } catch {
            log.print(.error, "initialization failed: \(error)")
            throw error
        }
        if machine.platform.hasSuspend { log.print(.info, "Disable ACPI S3. Turn off TDX in the BIOS to use ACPI S3.") }
    }

    /// All LPs at once, where the machine's `forEach` works in parallel.
    func enableOnlineProcessors() throws(EnablingError) {
        let failure = Guarded<SEAMCALLFailure?>(nil)
        machine.forEach(of: machine.onlineProcessors) { lp in
            guard failure.withLock({ $0 == nil }) else { return }
            do throws(SEAMCALLFailure) { try processors.enable(lp, seamcalls) } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw .seamcall(failure) }
    }

    private func attempt(_ state: inout State) throws(EnablingError) {
        do throws(EnablingError) {
            guard let processor = machine.onlineProcessors.first else { throw .processorOffline(LogicalProcessorID(0)) }
            let sequence = StartUpSequence(
                machine: machine, profile: profile, seamcalls: seamcalls, planner: planner, reads: reads,
                initialization: initialization, extensions: extensions, log: log,
                processor: processor, publish: { memlist in self.notifier.withLock { $0.watch(memlist) } })
            state.enabled = try sequence.run()
            state.status = .initialized
            log.print(.info, profile.occasion == .atBoot ? "TDX-Module initialized" : "module initialized")
        } catch {
            state.status = .failed
            reportFailure(error)
            throw error
        }
    }

    func reportFailure(_ error: EnablingError) {
        let name = profile.occasion == .atBoot ? "TDX-Module" : "module"
        log.print(.error, "\(name) initialization failed (-\(error.errno.rawValue))")
    }
}

extension HostKernel {
    /// How far the attempt has come; waits for one that is under way.
    public var status: Status { state.withLock { $0.status } }
    /// The initialised module; nil before, and after a failure.
    public var enabled: EnabledModule? { state.withLock { $0.enabled } }

    /// The memory notifier's answer: a range may go online inside one entry of the list that TDX was started with, or where there is no list.
    public func mayGoOnline(_ range: PageRange) -> Bool {
        machine.withMemoryHotplugHeldOff {
            notifier.withLock { $0.mayGoOnline(range) }
        }
    }
}
