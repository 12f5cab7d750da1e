import HostReports
import MemoryMaps
import TDXModule
import Testing

/// KVM's own refusals, since 6.16: before the module is asked for, without an error number.
@Suite struct KVMRefusalTests {
    private static func diagnosis(_ text: String) throws -> Diagnosis {
        Diagnosis(try MapReader.read(Array(text.utf8), name: "m"))
    }

    @Test(
        arguments: [
            ("Self-snoop is required for TDX", .selfSnoop, "clearcpuid="),
            ("tdx: MOVDIR64B is required for TDX", .movdir64b, "clearcpuid="),
            ("tdx: OSXSAVE is required for TDX", .xsave, "clearcpuid="),
            ("tdx: no TDX private KeyIDs available", .keyIDs, "sets no KeyIDs aside"),
            ("TDX not supported by the host platform", .platform, "has TDX off"),
            ("APICv is required for TDX", .kvm, "enable_apicv=1"),
            ("EPT is required for TDX", .kvm, "ept=1"),
            ("TDP MMU and MMIO caching and EPT A/D bit is required for TDX", .kvm, "tdp_mmu=1"),
            ("TDX requires TDP MMU.  Please enable TDP MMU for TDX.", .kvm, "tdp_mmu=1"),
            ("TDX requires mmio caching.  Please enable mmio caching for TDX.", .kvm, "mmio_caching=1"),
            ("tdx: tdx requires kvm.enable_virt_at_load=1", .kvm, "enable_virt_at_load=1"),
            ("Disable TDX: MAX_VCPU_PER_TD (576) smaller than number of logical CPUs (768).", .kvm, "nr_cpus="),
            ("TDX requires baremetal. Not Supported on VMM guest.", .kvm, "hypervisor"),
        ] as [(String, StartUpStage, String)]) func `a refusal is a failure at its step`(
            _ line: String, _ stage: StartUpStage, _ remedy: String
        ) throws
    {
        let keyIDs = "virt/tdx: BIOS enabled: private KeyID range [64, 128)\n"
        for before in ["", keyIDs] {
            for prefix in ["", "[   14.036730] ", "Jun 29 18:28:41 host kernel: "] {
                let diagnosis = try Self.diagnosis(before + prefix + "kvm_intel: " + line + "\n")
                #expect(diagnosis.outcome == .failed)
                #expect(diagnosis.stage == stage)
                #expect(diagnosis.errorNumber == nil)
                #expect(diagnosis.failure?.text == (line.hasPrefix("tdx: ") ? String(line.dropFirst(5)) : line))
                #expect(diagnosis.advice.contains { $0.contains(remedy) })
            }
        }
    }

    @Test func `what went before a refusal is its reason, and a module that is up stays up`() throws {
        let refusal = "kvm_intel: tdx: no TDX private KeyIDs available\n"
        let hibernation = "virt/tdx: initialization failed: Hibernation support is enabled\n"
        #expect(try Self.diagnosis(hibernation + refusal).stage == .hibernation)
        let up = try Self.diagnosis("virt/tdx: module initialized\nkvm_intel: APICv is required for TDX\n")
        #expect(up.outcome == .initialized && up.otherFailures.count == 1)
    }

    @Test func `other lines of kvm_intel say nothing of TDX`() throws {
        #expect(try Self.diagnosis("x86/tme: enabled by BIOS\nkvm_intel: L1TF CPU bug present\n").outcome == .absent)
    }
}
