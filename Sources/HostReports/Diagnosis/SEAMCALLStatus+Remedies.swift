import TDXModule

extension SEAMCALLStatus {
    /// Remedies for a start-up that stopped with this status, a sentence each: by the status, whichever call returned
    /// it.
    /// - Parameter leaf: the call, where one status has different causes.
    func remedies(leaf: SEAMCALLLeaf?) -> [String] {
        if let instruction { return [Self.remedy(instruction, leaf)] }
        if isOfLoader {
            return [
                """
                The P-SEAMLDR gave it, not the module: update the firmware, which brings the loader, and load the \
                module anew by a reboot.
                """
            ]
        }
        if let remedy = remedy(leaf) { return [remedy] }
        if let remedy = classRemedy { return [remedy] }
        return [
            """
            No usual cause is known: the module's documentation says when the call gives this status. After a \
            failed start-up only a reboot helps.
            """
        ]
    }

    /// The module did not run.
    private static func remedy(_ instruction: Instruction, _ leaf: SEAMCALLLeaf?) -> String {
        switch instruction {
        case .vmFailInvalid where leaf == nil || leaf?.withoutVersion == .sysInit:
            """
            The firmware did not load the module, or its loader (P-SEAMLDR) failed: update the firmware, and look \
            for the options that load the module.
            """
        case .vmFailInvalid:
            """
            No module answered. If it is the first call of the boot, the firmware did not load the module or its \
            loader (P-SEAMLDR) failed: update the firmware, and look for the options that load the module. If \
            calls before it succeeded, the module went away meanwhile, by an update that failed or by sleep: only \
            a reboot loads it again.
            """
        case .generalProtection:
            """
            The firmware has not enabled SEAM on the CPU that made the call: turn TDX on in the firmware, and \
            update it.
            """
        case .undefinedOpcode:
            """
            VMX was off on the CPU that made the call: load kvm_intel first (up to 6.x it turns VMX on), and look \
            for what turned it off again: another hypervisor, sleep, kexec.
            """
        case .exception(let vector):
            """
            The instruction raised exception \(vector)\(vector == 18 ? ", a machine check" : ""), which is a fault \
            of firmware or hardware: look for machine checks in the log, and update the firmware and microcode.
            """
        case .neverCompleted:
            """
            The call never came back to the kernel as one that was made: look for machine checks and for other \
            errors before it in the log.
            """
        }
    }

    private func remedy(_ leaf: SEAMCALLLeaf?) -> String? {
        switch code {
        case 0x8000_0203: Self.entropyRemedy
        case 0x8000_0800: Self.keyRemedy
        case 0x8000_0003, 0x8000_0004:
            """
            The call is to be made again until it is done: a kernel that gives up here is too old for this module. \
            Retry by a reboot, with a newer kernel.
            """
        case 0xc000_0502, 0xc000_0505, 0xc000_0508, 0xc000_050b, 0xc000_050c, 0xc000_0507:
            """
            An earlier step failed or did not run: look for the first SEAMCALL line of this boot. After a failed \
            start-up only a reboot helps.
            """
        case 0xc000_0500, 0xc000_0503:
            """
            The module is initialised already, by an earlier attempt or by the kernel before a kexec: only a \
            reboot through the firmware starts it anew.
            """
        case 0xc000_0506:
            "The module was shut down, for an update or a kexec: load it again, or reboot."
        case 0xc000_0509, 0xc000_050a:
            """
            The update is not from a module version that this one takes over from: load the version that ran \
            before, or reboot into the new one.
            """
        case 0xc000_0825: "Change how many KeyIDs the firmware gives TDX."
        default: configurationRemedy ?? tdmrRemedy
        }
    }

    private static let entropyRemedy =
        """
        Retry: the random number generator had nothing to give just then. Linux tries a call 10 times for that and \
        then gives up for this boot, so boot again; if it comes again, look for what drains RDRAND and RDSEED on \
        all CPUs meanwhile, and update the microcode.
        """

    private static let keyRemedy =
        """
        Retry by a reboot: the CPU could not make a key just then, for want of random numbers, and Linux does not repeat a call \
        that says so. If it comes again, update firmware and microcode, and look for what drains RDRAND and RDSEED \
        meanwhile.
        """

    /// The remedy for CPU or firmware settings that the module does not accept.
    private var configurationRemedy: String? {
        switch code {
        case 0xc000_0900, 0xc000_0903, 0xc000_0904, 0xc000_0908, 0xc000_050d:
            """
            Update microcode and firmware, load the module made for this CPU generation (1.5.x: Sapphire and \
            Emerald Rapids; 2.0.x: Granite Rapids, Sierra Forest and later), and undo firmware options that hide \
            CPU features.
            """
        case 0xc000_0901: "Turn off the firmware option that limits the highest CPUID leaf."
        case 0xc000_0902:
            """
            The CPUs are not alike: update microcode and firmware, so that all have the same, and look for options \
            that change single CPUs.
            """
        case 0xc000_0907: "Turn on MONITOR/MWAIT in the firmware."
        case 0xc000_0910...0xc000_0914:
            """
            The firmware has not set up SMM's memory (SMRR) as TDX needs it: that is a fault of the firmware; \
            update it.
            """
        case 0xc000_0921 where detail == 0x122:
            "The module requires TSX the other way: boot with tsx=on or tsx=off, whichever is not set now."
        case 0xc000_0921, 0xc000_0920:
            """
            Update microcode and firmware, so that all CPUs have the same MSR values, and look for firmware \
            options that change the MSR named above.
            """
        default: nil
        }
    }

    private var tdmrRemedy: String? {
        switch code {
        case 0xc000_0a22: "The CMRs that the firmware reports are wrong: that is a fault of the firmware; update it."
        case 0xc000_0a02, 0xc000_0a11:
            """
            The module refused the TDMRs: `tdmr plan --strategy linux` on the whole log shows which rule. Memory \
            that is not convertible (CXL, NVDIMM used as memory at boot) is the usual cause.
            """
        case 0xc000_0c00...0xc000_0c0c:
            "The kernel reads metadata that this module does not have: load a newer module."
        default: nil
        }
    }

    private var classRemedy: String? {
        switch statusClass {
        case .contention:
            """
            Retry: another CPU was in the module, or held what the call needs. Linux makes these calls one after \
            the other, so boot again, and look for another caller (an out-of-tree module).
            """
        case .operand:
            """
            The module does not take what this kernel passes: kernel and module do not fit. Take a newer module or \
            kernel, and leave out options of TDX that the module lacks.
            """
        case .platformConfiguration:
            "The CPUs or the firmware are not set as the module requires: update microcode and firmware."
        case .platformState:
            """
            The module was not in the state for this call: look for the first SEAMCALL line of this boot. After a \
            failed start-up only a reboot helps.
            """
        case .keys: "Keys or KeyIDs were not in the state for this call: after a failed start-up only a reboot helps."
        case .tdmrs: "The module refused the TDMRs: `tdmr plan --strategy linux` on the whole log shows which rule."
        case .pageMetadata:
            "A page was not in the state for this call: after a failed start-up only a reboot helps."
        default: nil
        }
    }
}
