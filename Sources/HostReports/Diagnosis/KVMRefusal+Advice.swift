import MemoryMaps

extension TDXLogEvent.KVMRefusal {
    /// Remedies, a sentence each.
    var advice: [String] {
        switch self {
        case .cpu:
            [
                """
                kvm_intel does not see the feature: the CPU lacks it, the hypervisor that this kernel runs under hides \
                it, or clearcpuid= on the command line does.
                """
            ]
        case .keyIDs:
            [
                """
                The kernel has TDX off: the firmware sets no KeyIDs aside for it (turn on TME, TME-MT and TDX, and the \
                TDX key split), or an early check took it away: then a line "virt/tdx: initialization failed: ..." near \
                the log's beginning says which.
                """
            ]
        case .platform:
            [
                """
                The kernel has TDX off: the lines "virt/tdx: ..." near the log's beginning say why. Without any, the \
                firmware gives TDX no KeyIDs, or the CPU has no TDX.
                """
            ]
        case .module:
            [
                """
                kvm_intel asked for the module and did not get it: the lines about TDX before it in the whole log \
                (`journalctl -k -b`) say why.
                """
            ]
        case .paging:
            [
                """
                kvm and kvm_intel must be loaded with ept=1, eptad=1, tdp_mmu=1 and mmio_caching=1, which are the \
                defaults: look for one of them on the command line and in /etc/modprobe.d. Under a hypervisor, the \
                features that they need are hidden.
                """
            ]
        case .apicv:
            [
                """
                kvm_intel must be loaded with enable_apicv=1, the default: look for it on the command line and in \
                /etc/modprobe.d, and for a hypervisor below or firmware that hides virtual interrupts.
                """
            ]
        case .virtualizationAtLoad:
            [
                """
                kvm must be loaded with enable_virt_at_load=1, the default: look for it on the command line and in \
                /etc/modprobe.d.
                """
            ]
        case .tooManyProcessors:
            [
                """
                The module has fewer VCPUs for a TD than the machine has LPs: load a newer module, or boot with fewer \
                (nr_cpus=).
                """
            ]
        case .guest: ["The kernel runs under a hypervisor: only the kernel on the machine itself can start TDX."]
        }
    }
}
