import MemoryMaps
import TDXHost
import TDXModule

extension Diagnosis {
    /// Usual causes of what stopped, and what helps: a sentence each.
    public var advice: [String] {
        switch outcome {
        case .initialized: []
        case .absent: whyAbsent
        case .unknown: isGuest ? Self.guest : Self.whyUnknown
        case .failed: (status.map { statusAdvice($0) } ?? []) + stageAdvice
        }
    }

    private static let guest = [
        "This is the log of a TDX guest: whether the host can start TDX stands in the host's log."
    ]

    /// Why a log may have no line about TDX: what it says itself, else all that can be.
    private var whyAbsent: [String] {
        let expected =
            "Expected, early in the log: \"virt/tdx: BIOS enabled: private KeyID range [A, B)\". Kernels with CONFIG_INTEL_TDX_HOST (6.8 and later) print it when the firmware gives TDX KeyIDs."
        let reasons = knownReasons
        guard reasons.isEmpty else {
            return [expected] + reasons + (reading.platform.hypervisor == nil ? generations : [])
        }
        return [
            expected,
            "It is absent when the CPU has no TDX, the kernel lacks the option, or the firmware has TDX off: TME and TME-MT (multi-key) on, TDX on, KeyIDs set aside for TDX.",
        ] + generations + [
            "It is also absent from an excerpt, and when the log's beginning was overwritten: take `journalctl -k -b` or boot with a larger log_buf_len=."
        ]
    }

    /// Which CPUs there are modules for, beside the name of this one.
    private var generations: [String] {
        guard reading.platform.isIntel == true, let processor = reading.platform.processor else { return [] }
        return [
            "The CPU is \(processor). There are modules for Sapphire and Emerald Rapids (1.5.x), for Granite Rapids, Sierra Forest and later (2.0.x)."
        ]
    }

    /// What in the log is reason enough, the strongest first.
    private var knownReasons: [String] {
        let platform = reading.platform
        var reasons: [String] = []
        if platform.isIntel == false, let processor = platform.processor {
            return ["The CPU is no Intel CPU (\(processor)): it has no TDX."]
        }
        if let hypervisor = platform.hypervisor {
            reasons.append(
                "The kernel runs under a hypervisor (\(hypervisor)): the kernel on the machine itself is the one that starts TDX, and its log the one to look at."
            )
        }
        if let kernel = platform.kernel, let number = platform.kernelNumber, number < (6, 8) {
            reasons.append("The kernel is Linux \(kernel): before 6.8 none prints the line but trees with TDX patches.")
        }
        if platform.hasEncryption == false {
            reasons.append(
                "The firmware has TME off (\"x86/tme: not enabled by BIOS\"), without which there is no TDX: turn on TME, TME-MT and TDX where it offers them, and set KeyIDs aside for TDX."
            )
        } else if platform.hasSeveralKeys == false {
            reasons.append(
                "The firmware has TME-MT off (\"x86/mktme: disabled by BIOS\"): turn on TME-MT and TDX, and set KeyIDs aside for TDX."
            )
        } else if let keyIDs = platform.keyIDs {
            reasons.append(
                "The firmware has TME-MT on, with \(keyIDs) KeyIDs that are not TDX's: it sets none aside for TDX, the kernel lacks the option, or the log is an excerpt."
            )
        }
        return reasons
    }

    private static let whyUnknown = [
        "The log does not say how the start-up ended. Up to 6.x the module is started only when kvm_intel is loaded with tdx=1 (kvm_intel.tdx=1 on the command line); 7.x does it at boot.",
        "If that was done, the log ends too early or is an excerpt: the last line to look for is \"module initialized\" or \"module initialization failed\".",
    ]

    private func statusAdvice(_ status: SEAMCALLStatus) -> [String] {
        switch status.code {
        case 0xc000_0900:
            [
                "Update microcode and firmware, load the module made for this CPU generation (1.5.x: Sapphire and Emerald Rapids; 2.0.x: Granite Rapids, Sierra Forest and later), and undo firmware options that hide CPU features."
            ]
        case 0xc000_0921 where status.detail == 0x122:
            ["The module wants TSX the other way: boot with tsx=on or tsx=off, whichever is not set now."]
        case 0xc000_0921, 0xc000_0920:
            [
                "Update microcode and firmware, so that all CPUs have the same MSR values, and look for firmware options that change the MSR named above."
            ]
        case 0xc000_0505, 0xc000_0502, 0xc000_050b, 0xc000_050c:
            [
                "An earlier step failed or did not run: look for the first SEAMCALL line of this boot. After a failed start-up only a reboot helps."
            ]
        case 0xc000_0825: ["Change how many KeyIDs the firmware gives TDX."]
        default: []
        }
    }

    private var stageAdvice: [String] {
        switch stage {
        case .bios, .platform:
            [
                "The firmware gives TDX no KeyIDs, or an early check failed: turn on TME, TME-MT and TDX in the firmware and set KeyIDs aside for TDX. CPUs without TDX end here, too, with every kernel that has the option."
            ]
        case .keyIDs:
            [
                "One private KeyID is left for the module itself and none for a guest: give TDX 2 or more in the firmware (TME-MT/TDX key split)."
            ]
        case .hibernation: ["Boot with nohibernate, with lockdown, or with a kernel without hibernation."]
        case .xsave, .movdir64b, .selfSnoop:
            [
                "The CPU, or the hypervisor this kernel runs under, does not show the feature: look for clearcpuid= on the command line and for firmware options."
            ]
        case .vmxon: ["VMX is off in the firmware, or something else has turned it on already: another hypervisor."]
        case .sysInit where status?.instruction == .vmFailInvalid || failure?.event == .moduleNotLoaded:
            [
                "The firmware did not load the module, or its loader (P-SEAMLDR) failed: update the firmware, and look for the options that load the module."
            ]
        case .rbp:
            [
                "Load a newer module: every release that Intel publishes keeps RBP (FEATURES0 bit 18), so this one is older than those."
            ]
        case .tdmrs:
            ["Memory lies in more pieces than there are TDMRs."] + [
                betterPlan ?? "A layout that bridges gaps may do with fewer: give `tdmr plan` the whole log."
            ]
        case .areas: areasAdvice
        case .pamt:
            [
                "No run of memory long enough was free: start TDX earlier in the boot, or free memory first. With dynamic PAMT the reference counts may be what did not fit."
            ]
        case .config:
            [
                "The module refused the TDMRs: `tdmr plan --strategy linux` on the whole log shows which rule. Memory that is not convertible (CXL, NVDIMM used as memory at boot) is the usual cause."
            ]
        case .keyConfig:
            [
                "Each package needs an online CPU. Missing entropy may be there at another boot; Linux tries a call ten times."
            ]
        case .tdmrInit:
            [
                "After a TDH.SYS.CONFIG that succeeded, TDH.SYS.TDMR.INIT refuses only an address that is no TDMR's or a TDMR that another LP is in: look for another caller, and for machine checks."
            ]
        case .lpInit, .sysInit, .metadata, .refcounts, .memlist, nil: []
        }
    }

    private var areasAdvice: [String] {
        let cut =
            isOneGranule
            ? "The TDMR is of 1 GiB, the least there is: it cannot be cut, so it must need fewer areas."
            : "The TDMR holds too many holes; cut at a GiB border between them its parts may need few enough."
        return [cut] + (betterPlan.map { [$0] } ?? []) + [
            "The module wants no area for a hole inside convertible memory: kernels with the CMR patch reserve the holes between CMRs alone. A firmware update or option that joins pieces of the map helps, too."
        ]
    }

    /// Whether the TDMR that the failure names has 1 GiB.
    private var isOneGranule: Bool {
        let numbers = (failure?.text ?? "").split { !$0.isHexDigit && $0 != "x" }.filter { $0.hasPrefix("0x") }
            .compactMap { UInt64($0.dropFirst(2), radix: 16) }
        return numbers.count >= 2 && numbers[1] &- numbers[0] == 1 << 30
    }

    /// What the log lacks to say more.
    public var missing: [String] {
        var missing: [String] = []
        let lines = reading.tdxLines
        if reading.map.memory.isEmpty {
            missing.append(
                "the memory map (BIOS-e820, SRAT and \"Early memory node ranges\" lines of the same boot): without it no PAMT size and no layout can be predicted"
            )
        }
        if !reading.map.memory.isEmpty, isMapIncomplete {
            missing.append(
                "the rest of the memory map: what the log holds is not all, so no PAMT size and no time can be compared"
            )
        }
        if reading.memorySource == .cmrs { missing.append("the memory map: the CMRs stand in for it") }
        if !lines.isEmpty, keyIDs == nil { missing.append("the line with the private KeyID range") }
        if !lines.isEmpty, module == nil, outcome != .absent {
            missing.append("the module's version (not every kernel prints it)")
        }
        if case .failed = failure?.event, stage == nil {
            missing.append("the line before the last one, which says what failed")
        }
        if !lines.isEmpty, lines.allSatisfy({ $0.microseconds == nil }) {
            missing.append("the kernel's times, to compare durations")
        }
        return missing
    }
}
