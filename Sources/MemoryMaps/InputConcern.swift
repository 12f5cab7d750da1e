public import PhysicalMemory

/// What a warning is about, with its facts; `description` is the only place that turns them into text.
public enum InputConcern: Hashable, Sendable {
    /// The last line has no end, so the file may have been cut inside it.
    case unterminatedLastLine
    /// The log holds several boots; the warning's line is where the one that counts begins.
    case severalBoots(Int)
    /// Boots hold usable firmware memory or node ranges, but none both.
    case noCompleteBoot
    /// Lines begin like statements of memory and cannot be read; the warning's line is the first.
    case unreadableLines(Int)
    /// The number of lines that continue the line before and were joined to it; not certain where lines have no prefix.
    case joinedLines(Int, column: Int)
    /// Entries of the firmware map overlap and were resolved as Linux does.
    case overlappingFirmwareRanges
    /// SRAT ranges of two nodes overlap; the warning's line is one of the two.
    case overlappingAffinity(NodeID, NodeID)
    /// The node ranges hold memory that the firmware map does not.
    case nodeRangesOutsideFirmwareMap(PhysicalAddress)
    /// The firmware map holds memory above the node ranges' end.
    case nodeRangesEndEarly(end: PageFrame, firmwareEnd: PageFrame)
    /// Messages are missing where memory is stated, or the kernel counted more memory than the lines state. `memory` is what is missing by that count;
    /// nil where nothing was counted. `messages` is nil where their number is not said.
    case linesMissing(gap: Bool, messages: UInt64?, memory: ByteCount?)
    /// The kernel's last page frame lies above all memory of the lines.
    case endsBelowLastFrame(PageFrame)
    /// The kernel counted less memory than the lines state.
    case moreThanCounted(ByteCount)
    /// The first lines of the firmware map are not there.
    case beginsInFirmwareMap
    /// The input's last line is one of the firmware map.
    case endsInFirmwareMap
    /// The only boot there is, or the one asked for, is that of a kernel that saves a crashed one's memory.
    case captureKernel
    /// Listings of one kind; the warning's line is where the one that counts begins.
    case severalListings(Int, MapFormat)
    /// The memory regions are what a capture kernel saves, so its own memory is not among them.
    case captureKernelMissing
    /// The dump of memblock is not whole, and memory is taken from elsewhere, or from nowhere. `expected` is nil where
    /// its beginning is not there.
    case incompleteDump(entries: Int, expected: UInt64?, isOnlySource: Bool)
    /// CMRs lie above all memory, so the memory map may be cut short.
    case convertibleMemoryAboveMap(ByteCount)
    /// The memory regions are CMRs, because nothing else is known.
    case cmrsStandIn
    /// The memory regions are whole memory blocks, so holes inside them are not known.
    case wholeBlocks
    /// The memory regions are ranges of the SRAT, so memory that the firmware reserves in them is not known.
    case affinityStandsIn
    /// A fact, by its name, that the selected boot does not state and that was taken from another one.
    case takenFromOtherBoot(String)
    /// Lines of the SRAT are missing at its end: its bytes by its header, and those of its lines.
    case affinityTableCut(stated: UInt64, listed: UInt64)
    /// An entry of a /sys/firmware/memmap directory is not there.
    case missingEntry(Int)
}

extension InputConcern {
    /// Whether the memory that was read may be less than the machine's, or another machine's.
    public var leavesMemoryInDoubt: Bool {
        switch self {
        case .noCompleteBoot, .unreadableLines, .nodeRangesOutsideFirmwareMap, .nodeRangesEndEarly, .moreThanCounted,
            .beginsInFirmwareMap, .endsInFirmwareMap, .captureKernel, .captureKernelMissing, .incompleteDump,
            .convertibleMemoryAboveMap,
            .missingEntry,
            .endsBelowLastFrame, .affinityTableCut:
            true
        case .linesMissing(_, _, let memory): memory != .zero
        case .unterminatedLastLine, .severalBoots, .joinedLines, .overlappingFirmwareRanges, .overlappingAffinity,
            .severalListings, .cmrsStandIn, .wholeBlocks, .affinityStandsIn, .takenFromOtherBoot:
            false
        }
    }
}

extension InputConcern: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unterminatedLastLine: "the last line has no newline: the file may be cut short"
        case .severalBoots(let count): "\(count) boots in this log: the one that begins here counts"
        case .noCompleteBoot: "no boot in this log has both usable firmware memory and node ranges"
        case .unreadableLines(1): "this line states memory but cannot be read: skipped"
        case .unreadableLines(let count): "\(count) lines, this one first, state memory but cannot be read: skipped"
        case .joinedLines(let count, let column):
            "lines are wrapped at column \(column): \(count == 1 ? "1 was put on the line before it" : "\(count) were put on the lines before them"); to be sure, take the text without a terminal"
        case .overlappingFirmwareRanges: "this entry of the firmware map overlaps another one: resolved as Linux does"
        case .overlappingAffinity(let a, let b): "SRAT ranges of nodes \(a) and \(b) overlap here"
        case .nodeRangesOutsideFirmwareMap(let address):
            "the node range at \(address) is not all usable in the firmware map"
        case .nodeRangesEndEarly(let end, let firmwareEnd):
            "the node ranges end at \(end.address), but the firmware map has memory up to \(firmwareEnd.address): the log may be cut short"
        case .linesMissing(let gap, let messages, let memory): Self.linesMissing(gap, messages, memory)
        case .endsBelowLastFrame(let frame):
            "lines are missing: the kernel found memory up to \(frame.address), above all that the lines state"
        case .moreThanCounted(let size):
            "the kernel counted \(size) less memory than the lines of this log state: lines of two machines, or a change that is not in the log"
        case .beginsInFirmwareMap:
            "the firmware map begins with this line: what stood before it is missing, and memory with it"
        case .endsInFirmwareMap:
            "the log ends with this line of the firmware map: if it was cut here, memory is missing"
        case .captureKernel: "this is a capture kernel (elfcorehdr=), which sees little of the machine"
        case .severalListings(let count, let format):
            "\(count) \(Self.name(format)): the one that begins here counts"
        case .captureKernelMissing:
            "these are the ranges that a capture kernel saves: the memory set aside for that kernel itself is missing"
        case .incompleteDump(let entries, let expected, let isOnlySource):
            Self.incompleteDump(entries, expected)
                + (isOnlySource
                    ? ", and nothing else in the log states memory" : ": memory is taken from other lines of the log")
        case .convertibleMemoryAboveMap(let size):
            "\(size) of CMRs lie above all memory of the map: it may be cut short"
        case .cmrsStandIn: "no memory is stated: the CMRs stand in for it"
        case .wholeBlocks:
            "memory blocks are listed whole: what the firmware keeps inside of them is not seen, and areas and TDMRs are fewer than on the machine"
        case .affinityStandsIn:
            "no memory map: the SRAT's ranges stand in for it, and what the firmware keeps inside of them is not seen"
        case .takenFromOtherBoot(let what):
            "the selected boot does not state \(what): taken from the one that begins here"
        case .affinityTableCut(let stated, let listed):
            "the SRAT is cut: its header says \(stated) bytes, its lines end at byte \(listed)"
        case .missingEntry(let number): "entry \(number) is missing"
        }
    }

    private static func name(_ format: MapFormat) -> String {
        switch format {
        case .ioMemory: "listings of /proc/iomem"
        case .efiMemoryMap: "EFI memory maps"
        case .memoryBlocks: "listings of lsmem"
        case .kexec: "maps of kexec"
        case .acpiTables: "SRATs"
        default: "maps"
        }
    }

    /// The clause that a dump of memblock is not whole.
    static func incompleteDump(_ entries: Int, _ expected: UInt64?) -> String {
        guard let expected else {
            return "the dump of memblock (memblock=debug) is not whole: its beginning is missing"
        }
        return "the dump of memblock (memblock=debug) is not whole: \(entries) of \(expected) entries can be read"
    }

    private static func linesMissing(_ gap: Bool, _ messages: UInt64?, _ memory: ByteCount?) -> String {
        let lost =
            messages.map { $0 == 1 ? "1 message is missing" : "\($0) messages are missing" } ?? "messages are missing"
        switch (gap, memory) {
        case (true, nil): return "\(lost) here, where memory is stated: how much of it is not known"
        case (true, .some(.zero)): return "\(lost) here, but the memory is all there by the kernel's own count"
        case (true, .some(let memory)):
            return "\(lost) here, and with them \(memory) of memory by the kernel's own count"
        case (false, let memory):
            return "lines are missing: the kernel counted \(memory ?? .zero) of memory more than the lines state"
        }
    }
}
