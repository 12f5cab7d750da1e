import MemoryMaps
import TDXHost
import TDXModule

extension Diagnosis {
    /// The usual causes of the failure and their remedies, a sentence each.
    public var advice: [String] {
        switch outcome {
        case .initialized: []
        case .absent: whyAbsent
        case .unknown: isGuest ? Self.guest : Self.whyUnknown
        // The status points to the cause more precisely than the step does.
        case .failed: status.map { $0.remedies(leaf: leaf) } ?? failureAdvice
        }
    }

    /// Remedies where no status is known.
    private var failureAdvice: [String] {
        if let refusal { return refusal.advice }
        if statusDigits != nil { return callAdvice }
        return stage == nil ? errnoAdvice : stageAdvice
    }

    private static let guest = [
        "This is the log of a TDX guest: the host's log tells whether the host can start TDX."
    ]

    /// Why the log may have no line about TDX: the reasons that it shows itself, else all possible ones.
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

    /// The CPUs that have modules, with the name of this one.
    private var generations: [String] {
        guard reading.platform.isIntel == true, let processor = reading.platform.processor else { return [] }
        return [
            "The CPU is \(processor). There are modules for Sapphire and Emerald Rapids (1.5.x), for Granite Rapids, Sierra Forest and later (2.0.x)."
        ]
    }

    /// Sufficient reasons that the log shows, the strongest first.
    private var knownReasons: [String] {
        let platform = reading.platform
        var reasons: [String] = []
        if platform.isIntel == false, let processor = platform.processor {
            return ["The CPU is not an Intel CPU (\(processor)): it has no TDX."]
        }
        if let hypervisor = platform.hypervisor {
            reasons.append(
                "The kernel runs under a hypervisor (\(hypervisor)): the kernel on the machine itself is the one that starts TDX, and its log the one to look at."
            )
        }
        if let kernel = platform.kernel, let number = platform.kernelNumber, number < (6, 8) {
            reasons.append("The kernel is Linux \(kernel): before 6.8 only trees with TDX patches print the line.")
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

    private var stageAdvice: [String] {
        if case .noMemoryNotifier = failure?.event { return Self.notifierAdvice }
        return switch stage {
        case .kvm: []
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
        case .sysInit where failure?.event == .moduleNotLoaded:
            SEAMCALLStatus(0x8000_ff00_ffff_0000).remedies(leaf: .sysInit)
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
        case .sysInit, .lpInit, .metadata, .config, .keyConfig, .tdmrInit: callAdvice
        case .refcounts:
            ["Memory for the reference counts was not free: start TDX earlier in the boot, or free memory first."]
        case .memlist:
            ["Memory for the list of memory was not free: start TDX earlier in the boot, or free memory first."]
        case nil: []
        }
    }

    private static let notifierAdvice = [
        """
        The kernel's memory hotplug did not take the notifier by which TDX watches memory that comes online: with -12 \
        the memory for it was not free, which a reboot should cure. The firmware's settings are not what this line is \
        about.
        """
    ]

    /// Advice on a failed call whose status is not known.
    private var callAdvice: [String] {
        [
            """
            What helps depends on the call's status, which the log does not hold whole: take all of the line from \
            `journalctl -k -b`, or `dmesg`, and give the status to `tdmr status`.
            """
        ]
    }

    /// Advice where only an error number is known.
    private var errnoAdvice: [String] {
        guard let errno = errorNumber?.errno else {
            return ["The lines about TDX before it in the whole log (`journalctl -k -b`) say what failed."]
        }
        switch errno {
        case .ENOSPC:
            return [
                """
                The line before says which of the two: "TDMRs exhausted." or "reserved areas exhausted.", with the \
                TDMR.
                """
            ]
                + (betterPlan.map { [$0] } ?? [
                    """
                    `tdmr plan --strategy linux` on the whole log shows it, and `tdmr plan` whether another layout \
                    would do.
                    """
                ])
        case .EIO, .EACCES, .EOPNOTSUPP:
            return [
                """
                The line before it in the whole log (`journalctl -k -b`) names the call and its status, which \
                `tdmr status` explains.
                """
            ]
        case .ENODEV, .EINVAL, .EBUSY, .EFAULT, .ENOMEM, .EPERM:
            return [
                """
                The lines about TDX before it in the whole log (`journalctl -k -b`) say which. After a failed \
                attempt kernels up to 6.x fail every further one with -22: the first one of the boot counts.
                """
            ]
        }
    }

    private var areasAdvice: [String] {
        let cut =
            isOneGranule
            ? "The TDMR is of 1 GiB, the least there is: it cannot be cut, so it must need fewer areas."
            : "The TDMR holds too many holes; cut at a GiB border between them its parts may need few enough."
        return [cut] + (betterPlan.map { [$0] } ?? []) + [
            "The module needs no area for a hole inside convertible memory: kernels with the CMR patch reserve the holes between CMRs alone. A firmware update or option that joins pieces of the map helps, too."
        ]
    }

    /// Whether the TDMR that the failure names has 1 GiB.
    private var isOneGranule: Bool {
        let numbers = (failure?.text ?? "").split { !$0.isHexDigit && $0 != "x" }.filter { $0.hasPrefix("0x") }
            .compactMap { UInt64($0.dropFirst(2), radix: 16) }
        return numbers.count >= 2 && numbers[1] &- numbers[0] == 1 << 30
    }

    /// The lines that the log would need for a better diagnosis.
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
        if hasErrnoAlone { missing.append("the line before the last one, which says what failed") }
        if let statusDigits {
            missing.append(
                "the \(statusDigits == 0 ? "" : "whole ")status of the call that failed, 0x and 16 hex digits")
        }
        if !lines.isEmpty, lines.allSatisfy({ $0.time == nil }) {
            missing.append("the kernel's times, to compare durations")
        }
        return missing
    }
}
