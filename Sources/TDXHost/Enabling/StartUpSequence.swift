import PhysicalMemory
import TDMRConstruction
import TDXModule

/// The part of the start-up that runs once: metadata, layout, TDH.SYS.CONFIG, the key, the TDMRs. When a step fails, all memory taken is freed
/// before the error is thrown.
struct StartUpSequence {
    let machine: any HostMachine
    let profile: KernelProfile
    let seamcalls: SEAMCALLWrapper
    let planner: any Planner
    let reads: MetadataReads
    let initialization: TDMRInitialization
    let extensions: ModuleFeatures?
    let log: any HostLog
    /// The LP that makes the calls with module scope.
    let processor: LogicalProcessorID
    /// Called with the memlist before memory hotplug is allowed again.
    let publish: @Sendable ([MemoryRegion]) -> Void

    func run() throws(EnablingError) -> EnabledModule {
        let metadata: ModuleMetadata
        do throws(SEAMCALLFailure) {
            metadata = try ModuleMetadata.read(reads, by: profile, through: seamcalls, on: processor) {
                log.print(.info, "Module version: \($0)")
            }
        } catch { throw .seamcall(error) }
        if !metadata.features.contains(.noRBPModification) {
            log.print(.error, "\(EnablingError.clobbersRBP)")
            throw .clobbersRBP
        }
        return try machine.withMemoryHotplugHeldOff { () throws(EnablingError) in
            var holdings = Holdings(machine: machine)
            do throws(EnablingError) {
                let module = try build(metadata, &holdings)
                publish(module.memlist)
                return module
            } catch {
                holdings.giveBack()
                throw error
            }
        }
    }

    private func build(_ metadata: ModuleMetadata, _ holdings: inout Holdings) throws(EnablingError) -> EnabledModule {
        let pamt = profile.knowsDynamicPAMT && metadata.features.contains(.dynamicPAMT) ? PAMTMode.dynamic : .static
        if pamt == .dynamic {
            try holdings.takeReferenceCounts(
                upTo: machine.maxPFN, ofMemory: machine.memory.reduce(.zero) { $0 + $1.pages.size })
        }
        let input = ConstructionInput(
            regions: machine.memory, cmrs: metadata.cmrs, limits: metadata.limits, pamt: pamt,
            addressLimit: PageFrame(containing: machine.keyIDs.addressField.addressLimit))
        let plan = planner.plan(input)
        for _ in plan.memlist { try holdings.take(TDMRListSizes.memlistEntry, for: .memlistEntry) }
        let slot = TDMRInfo.linuxSlotSize(reservedAreas: metadata.limits.maxReservedAreas)
        let (size, overflow) = slot.rawValue.multipliedReportingOverflow(by: UInt64(metadata.limits.maxTDMRs))
        guard !overflow else { throw .outOfMemory(.tdmrList) }
        let list = try holdings.take(ByteCount(size), for: .tdmrList)
        for notice in plan.notices { log.print(.warning, notice.description) }
        let layout: Layout
        do throws(ConstructionError) { layout = try plan.outcome.get() } catch {
            report(error)
            throw .construction(error)
        }
        try holdings.takePAMTs(of: layout)

        try configure(layout, metadata, pamt, list: list, &holdings)
        // From here on the module may have lines under its key in the caches and in the PAMTs.
        holdings.isConfigured = true
        machine.flushCaches()
        try configureKey()
        try initialization.run(layout.tdmrs.map(\.info), seamcalls, machine, on: processor)
        log.print(.info, "\(layout.pamtSize.kib) KB allocated for PAMT")
        if extensions != nil, metadata.features.contains(.extensions) { try startExtensions() }
        return EnabledModule(
            metadata: metadata, memlist: plan.memlist, layout: layout, globalKeyID: machine.keyIDs.globalKeyID,
            guestKeyIDs: machine.keyIDs.guestRange, allocations: holdings.allocations)
    }

    private func report(_ error: ConstructionError) {
        guard let message = error.message else { return }
        switch error {
        case .tdmrsExhausted, .reservedAreasExhausted: log.print(.warning, "initialization failed: \(message)")
        default: log.print(.error, message)
        }
    }

    /// Writes the entries and their addresses, and hands them to TDH.SYS.CONFIG; the addresses are of no use afterwards.
    private func configure(
        _ layout: Layout, _ metadata: ModuleMetadata, _ pamt: PAMTMode, list: HostAllocation, _ holdings: inout Holdings
    ) throws(EnablingError) {
        let limits = metadata.limits
        let slot = TDMRInfo.linuxSlotSize(reservedAreas: limits.maxReservedAreas)
        // The module requires the list at a multiple of 512, for every length.
        let size = ByteCount(8 * UInt64(layout.tdmrs.count)).roundedUp(to: TDMRListSizes.addressListAlignment)
        let addresses = try holdings.take(size, for: .addressList)
        defer { holdings.giveBack(addresses) }
        for (index, tdmr) in layout.tdmrs.enumerated() {
            let entry = list.base + UInt64(index) * slot
            machine.operandMemory.setWords(tdmr.info.words(reservedAreas: limits.maxReservedAreas), at: entry)
            machine.operandMemory.setWord(entry.rawValue, at: addresses.base + ByteCount(8 * UInt64(index)))
        }
        let operands = ConfigOperands(
            list: addresses.base, count: UInt64(layout.tdmrs.count), globalKeyID: machine.keyIDs.globalKeyID, pamt: pamt
        )
        if pamt == .dynamic { log.print(.info, "Enable Dynamic PAMT") }
        var registers = SEAMCALLRegisters(rcx: operands.list.rawValue, rdx: operands.count, r8: operands.keyIDAndFlags)
        registers.r9 = extensions.map { $0.intersection(metadata.features).rawValue } ?? 0
        let leaf = SEAMCALLLeaf.sysConfig.versioned(extensions == nil ? 0 : 1)
        do throws(SEAMCALLFailure) { try seamcalls.call(leaf, registers, on: processor) } catch {
            throw .seamcall(error)
        }
    }

    /// One online LP of each package, strictly one after the other: a second one at the same time would find the module busy.
    private func configureKey() throws(EnablingError) {
        var packages: Set<Int> = []
        for lp in machine.onlineProcessors where packages.insert(machine.processors.package(of: lp)).inserted {
            do throws(SEAMCALLFailure) { try seamcalls.call(.sysKeyConfig, on: lp) } catch { throw .seamcall(error) }
        }
    }
}
