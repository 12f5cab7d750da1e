public import PhysicalMemory
public import TDXModule

/// The PAMT size that a machine's kernel printed.
public struct PublishedPAMT: Hashable, Sendable {
    /// The machine and its kernel, as far as they are known.
    public var machine: String
    /// Where it was published.
    public var source: String
    /// GiB that the TDMRs cover.
    public var granules: UInt64
    /// The number of TDMRs.
    public var tdmrs: UInt64
    /// How the PAMT is kept.
    public var mode: PAMTMode
    /// Bytes of PAMT as the kernel printed them, whole KiB.
    public var logged: ByteCount

    /// All published ones with their number of TDMRs.
    public static let all = [
        PublishedPAMT(
            machine: "2 x 8480CTDX", source: "canonical/tdx#285", granules: 256, tdmrs: 3, mode: .static,
            logged: .kib(1_050_636)),
        PublishedPAMT(
            machine: "CPU not given", source: "canonical/tdx#206", granules: 512, tdmrs: 3, mode: .static,
            logged: .kib(2_101_260)),
        PublishedPAMT(
            machine: "CPU not given", source: "canonical/tdx#385", granules: 2046, tdmrs: 3, mode: .static,
            logged: .kib(8_396_820)),
        PublishedPAMT(
            machine: "4 nodes", source: "canonical/tdx#313", granules: 3068, tdmrs: 5, mode: .static,
            logged: .kib(12_591_124)),
        PublishedPAMT(
            machine: "CPU not given", source: "canonical/tdx 1c3fa23 README", granules: 1024, tdmrs: 5, mode: .static,
            logged: .kib(4_202_516)),
        PublishedPAMT(
            machine: "CPU not given, Rocky 6.6-rc2", source: "intel/tdx-linux#5", granules: 256, tdmrs: 4,
            mode: .static, logged: .kib(1_050_644)),
        PublishedPAMT(
            machine: "2026, static PAMT", source: "start-ups of one machine", granules: 252, tdmrs: 3, mode: .static,
            logged: .kib(1_034_220)),
        PublishedPAMT(
            machine: "the same, dynamic PAMT", source: "start-ups of one machine", granules: 252, tdmrs: 3,
            mode: .dynamic, logged: .kib(10_092)),
    ]

    private static let lowGranules: UInt64 = 2

    /// The size that the model predicts, with 2 GiB in the first TDMR and the rest divided evenly among the others, as on such machines.
    public var predicted: ByteCount {
        let sizes = ModuleLimits.standard.pamtSizes(mode)
        let (even, larger) = (granules - Self.lowGranules).quotientAndRemainder(dividingBy: tdmrs - 1)
        // The cuts matter for the 1G tables alone, of which a page serves 256 GiB.
        let others = (0..<tdmrs - 1).reduce(.zero) { $0 + sizes.size(granules: even + ($1 < larger ? 1 : 0)) }
        return sizes.size(granules: Self.lowGranules) + others
    }
}
