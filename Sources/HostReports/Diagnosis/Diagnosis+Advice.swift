import MemoryMaps
import TDXHost
import TDXModule

extension Diagnosis {
    /// Usual causes of what stopped, and what helps: a sentence each.
    public var advice: [String] {
        switch outcome {
        case .initialized: []
        case .absent: Self.whyAbsent
        case .unknown: isGuest ? Self.guest : Self.whyUnknown
        case .failed: (status.map { statusAdvice($0) } ?? []) + stageAdvice
        }
    }

    private static let guest = ["This is the log of a TDX guest: whether the host can start TDX stands in the host's log."]

    private static let whyAbsent = [
        "Expected, early in the log: \"virt/tdx: BIOS enabled: private KeyID range [A, B)\". Kernels with CONFIG_INTEL_TDX_HOST (6.8 and later) print it when the firmware gives TDX KeyIDs.",
        "It is absent when the CPU has no TDX, the kernel lacks the option, or the firmware has TDX off: TME and TME-MT (multi-key) on, TDX on, KeyIDs set aside for TDX, SEAM loader on.",
        "It is also absent from an excerpt, and when the log's beginning was overwritten: take `journalctl -k -b` or boot with a larger log_buf_len=.",
    ]

    private static let whyUnknown = [
        "The log does not say how the start-up ended. Up to 6.x the module is started only when kvm_intel is loaded with tdx=1 (kvm_intel.tdx=1 on the command line); 7.x does it at boot.",
        "If that was done, the log ends too early or is an excerpt: the last line to look for is \"module initialized\" or \"module initialization failed\".",
    ]

    private func statusAdvice(_ status: SEAMCALLStatus) -> [String] {
        switch status.code {
        case 0xc000_0900:
            ["Update microcode and firmware, load the module made for this CPU generation (1.5.x: Sapphire and Emerald Rapids; 2.0.x: Granite Rapids, Sierra Forest and later), and undo firmware options that hide CPU features."]
        case 0xc000_0921 where status.detail == 0x122: ["The module wants TSX the other way: boot with tsx=on or tsx=off, whichever is not set now."]
        case 0xc000_0921, 0xc000_0920: ["Update microcode and firmware, so that all CPUs have the same MSR values, and look for firmware options that change the MSR named above."]
        case 0xc000_0505, 0xc000_0502, 0xc000_050b, 0xc000_050c: ["An earlier step failed or did not run: look for the first SEAMCALL line of this boot. After a failed start-up only a reboot helps."]
        case 0xc000_0825: ["Change how many KeyIDs the firmware gives TDX: powers of two are the usual choice."]
        default: []
        }
    }

    private var stageAdvice: [String] {
        switch stage {
        case .bios, .platform:
            ["The firmware gives TDX no KeyIDs, or an early check failed: turn on TME, TME-MT and TDX in the firmware and set KeyIDs aside for TDX. CPUs without TDX end here, too, with every kernel that has the option."]
        case .keyIDs: ["One private KeyID is left for the module itself and none for a guest: give TDX 2 or more in the firmware (TME-MT/TDX key split)."]
        case .hibernation: ["Boot with nohibernate, or with a kernel without hibernation."]
        case .xsave, .movdir64b, .selfSnoop: ["The CPU, or the hypervisor this kernel runs under, does not show the feature: look for clearcpuid= on the command line and for firmware options."]
        case .vmxon: ["VMX is off in the firmware, or another hypervisor holds it."]
        case .sysInit where status?.instruction == .vmFailInvalid || failure?.event == .moduleNotLoaded:
            ["The module was not loaded: update the firmware, turn on its SEAM loader, or put a module where it looks for one (/boot/efi/EFI/TDX/TDX-SEAM.so and .so.sigstruct). Several kernels print only this line when the P-SEAMLDR itself failed."]
        case .rbp: ["Load a newer module: every release that Intel publishes keeps RBP (FEATURES0 bit 18), so this one is older than those."]
        case .tdmrs: ["Memory lies in more pieces than there are TDMRs: `tdmr plan` on this log shows a cover with fewer."]
        case .areas:
            ["The memory map has too many holes in one TDMR. A plan that cuts it at another GiB may pass (`tdmr plan`); on the machine itself firmware options that fragment low memory (device maps, SGX, legacy boot) or a firmware update may help."]
        case .pamt: ["No run of memory long enough was free: start TDX earlier in the boot, or free memory first. With dynamic PAMT the reference counts may be what did not fit."]
        case .config: ["The module refused the TDMRs: `tdmr plan --strategy linux` on the whole log shows which rule. Memory that is not convertible (CXL, NVDIMM used as memory at boot) is the usual cause."]
        case .keyConfig: ["Another try may do where entropy was missing; else all packages need an online CPU."]
        case .tdmrInit: ["TDH.SYS.TDMR.INIT fails after a configuration that succeeded only on faults of the platform: look for machine checks."]
        case .lpInit, .sysInit, .metadata, .refcounts, .memlist, nil: []
        }
    }

    /// What the log lacks to say more.
    public var missing: [String] {
        var missing: [String] = []
        let lines = reading.tdxLines
        if reading.map.memory.isEmpty { missing.append("the memory map (BIOS-e820, SRAT and \"Early memory node ranges\" lines of the same boot): without it no PAMT size and no layout can be predicted") }
        if !reading.map.memory.isEmpty, isMapIncomplete { missing.append("the rest of the memory map: what the log holds is not all, so no PAMT size and no time can be compared") }
        if reading.memorySource == .cmrs { missing.append("the memory map: the CMRs stand in for it") }
        if !lines.isEmpty, keyIDs == nil { missing.append("the line with the private KeyID range") }
        if !lines.isEmpty, module == nil, outcome != .absent { missing.append("the module's version (not every kernel prints it)") }
        if case .failed = failure?.event, stage == nil { missing.append("the line before the last one, which says what failed") }
        if !lines.isEmpty, lines.allSatisfy({ $0.microseconds == nil }) { missing.append("the kernel's times, to compare durations") }
        return missing
    }
}
