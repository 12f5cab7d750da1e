public import PhysicalMemory

/// Why a synthetic machine cannot be made, with its facts; `description` is the only place that turns them into text.
public enum SyntheticError: Error, Hashable, Sendable {
    /// No preset has this name.
    case unknownPreset(String)
    /// Not an option, or one given twice.
    case unknownOption(String)
    /// An option is named without a value.
    case missingValue(String)
    /// The seed is not a number of 64 bits.
    case unreadableSeed(String)
    /// The text given for an option is not of its kind.
    case unreadable(RecipeOption, String)
    /// The value is outside of what the option takes.
    case outOfRange(RecipeOption, String, allowed: String)
    /// The preset is a pattern of regions and has no such property.
    case notForPattern(RecipeOption, preset: String)
    /// The preset is a pattern of regions and has no firmware.
    case notAMachine(preset: String)
    /// Fixed properties contradict each other.
    case contradiction(Contradiction)

    /// Two things that cannot both be true of a machine.
    public enum Contradiction: Hashable, Sendable {
        /// The low top lies in the MMIO hole.
        case lowTopInMMIOHole(lowTop: PhysicalAddress, holeStart: PhysicalAddress)
        /// The low top lies above the first node's memory.
        case lowTopAboveNode(lowTop: PhysicalAddress, nodeSize: ByteCount)
        /// There is no room for so many low fragments.
        case tooManyLowFragments(Int, lowTop: PhysicalAddress)
        /// The low cluster has no room for the fragments.
        case lowClusterTooSmall(ByteCount, fragments: Int)
        /// The early hole is not inside the largest low fragment.
        case earlyHoleOutsideLargest(PageRange, largest: PageRange)
        /// The firmware's strip at the end of a node is larger than the node.
        case stripExceedsNode(strip: ByteCount, nodeSize: ByteCount)
        /// The range that the firmware reserves above 4 GiB is larger than the node.
        case highStartExceedsNode(highStart: ByteCount, nodeSize: ByteCount)
        /// Nodes begin closer together than they are large.
        case strideBelowNode(stride: ByteCount, nodeSize: ByteCount)
        /// A node stride and a sparse hole exclude each other.
        case strideWithSparseHole
        /// Memory ends below the hole that is asked for.
        case endsBelowTebibyteHole(end: PageFrame)
        /// Memory ends above 2^52 bytes.
        case beyondAddressSpace(end: UInt128)
        /// The machine has more CMRs than a module reports.
        case tooManyCMRs(needed: Int)
        /// Memory takes the address bits that the KeyIDs need.
        case noAddressBitsForKeyIDs(end: PageFrame)
        /// CXL memory is at boot, but there is no CXL window.
        case cxlAtBootWithoutWindow
        /// The machine has more regions by itself than are asked for.
        case fewerRegions(asked: Int, present: Int)
        /// There is no room for so many regions.
        case tooManyRegions(asked: Int, possible: UInt64)
    }
}

extension SyntheticError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownPreset(let name):
            "there is no preset '\(name)'; there are \(SyntheticPreset.all.map(\.name).joined(separator: ", "))"
        case .unknownOption(let name): "'\(name)' is not an option, or is given twice"
        case .missingValue(let name): "'\(name)' needs a value"
        case .unreadableSeed(let text): "'\(text)' is not a seed: expected a decimal number below 2^64"
        case .unreadable(let option, let text): "'\(text)' is not \(option.kind.noun) (\(option.rawValue))"
        case .outOfRange(let option, let text, let allowed): "\(option.rawValue) \(text) is out of range: \(allowed)"
        case .notForPattern(let option, let preset):
            "\(option.rawValue) does not apply to '\(preset)', a pattern of regions without sockets"
        case .notAMachine(let preset):
            "'\(preset)' is a pattern of regions without a firmware, so there is no log of it"
        case .contradiction(let contradiction): "\(contradiction)"
        }
    }
}

extension SyntheticError.Contradiction: CustomStringConvertible {
    public var description: String {
        switch self {
        case .lowTopInMMIOHole(let top, let start): "the low top \(top) lies above \(start), where the MMIO hole starts"
        case .lowTopAboveNode(let top, let size): "the low top \(top) lies above the first node's \(size)"
        case .tooManyLowFragments(let count, let top): "\(count) low fragments do not fit below \(top)"
        case .lowClusterTooSmall(let size, let count): "\(count) low fragments do not fit a cluster of \(size)"
        case .earlyHoleOutsideLargest(let hole, let largest):
            "the early hole \(hole) lies outside the largest low fragment \(largest)"
        case .stripExceedsNode(let strip, let size): "a strip of \(strip) leaves nothing of a node of \(size)"
        case .highStartExceedsNode(let start, let size):
            "a start \(start) above 4 GiB leaves nothing of a node of \(size)"
        case .strideBelowNode(let stride, let size): "a node stride of \(stride) is less than a node's \(size)"
        case .strideWithSparseHole: "a node stride leaves no place for a sparse hole"
        case .endsBelowTebibyteHole(let end): "the machine ends at \(end.address), below the hole at 0xfd00000000"
        case .beyondAddressSpace(let end): "the machine would end at 0x\(String(end, radix: 16)), above 2^52"
        case .noAddressBitsForKeyIDs(let end):
            "memory up to \(end.address) leaves no address bits for two KeyIDs, so this is not a TDX host"
        case .tooManyCMRs(let needed): "the machine needs \(needed) CMRs and the module takes 32"
        case .cxlAtBootWithoutWindow: "CXL memory at boot needs a CXL window"
        case .fewerRegions(let asked, let present):
            "\(asked) regions were asked for, but the machine has \(present) without any further hole"
        case .tooManyRegions(let asked, let possible): "\(asked) regions do not fit: at most \(possible) do"
        }
    }
}
