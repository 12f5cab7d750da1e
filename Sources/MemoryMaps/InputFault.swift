public import PhysicalMemory
public import SystemPackage
public import TDXModule

/// What is wrong with an input, with its facts; `description` is the only place that turns them into text.
public enum InputFault: Error, Hashable, Sendable {
    /// The operating system refused to open or read the file.
    case unreadable(Errno)
    /// The input has no lines.
    case empty
    /// Nothing in the file belongs to a format that is known.
    case notAMemoryMap
    /// A kernel log without a line about memory or TDX, and its facts about the platform.
    case logWithoutMemory(PlatformFacts)
    /// The first line is not a trace's.
    case notAHotplugTrace
    /// The file is compressed or in an encoding other than UTF-8: its name.
    case encoded(String)
    /// Several files in one: the kind of archive.
    case archive(String)
    /// Compressed or archived data that is cut or not sound.
    case damaged
    /// A file of an archive that is larger than any log.
    case tooLarge
    /// A line is longer than any statement.
    case lineTooLong
    /// The input has more lines or bytes than the limit.
    case tooLong(InputLimit)

    /// A tdxmap of a version that is not known, as written.
    case unsupportedVersion(String)
    /// A trace of a version that is not known, as written.
    case unsupportedTraceVersion(String)
    /// A tdxmap or a trace has no such directive.
    case unknownDirective(String)
    /// A directive that may stand only once is repeated.
    case repeatedDirective(String)
    /// A directive that must be there is not.
    case missingDirective(String)
    /// A setting of a trace whose events have begun.
    case settingAfterEvent(String)
    /// A directive with too many or too few numbers.
    case wrongFieldCount(directive: String, expected: Int, found: Int)
    /// A text that should be a decimal or 0x number.
    case notANumber(String)
    /// A word that is not one of the allowed ones.
    case notOneOf(String, allowed: String)
    /// A number above the highest value of its field.
    case numberTooLarge(String, limit: UInt64)
    /// An address above the highest one of its field.
    case addressTooLarge(String)
    /// A number below the lowest value of its field.
    case numberTooSmall(String, limit: UInt64)
    /// An address or a size that is not a multiple of 4096, as written.
    case notPageAligned(String)
    /// The end lies below the start.
    case reversedRange(start: PhysicalAddress, end: PhysicalAddress)
    /// A range of private KeyIDs.
    case reversedKeyIDs(start: KeyID, end: KeyID)
    /// A range that ends where it starts.
    case emptyRange(PhysicalAddress)
    /// A region starts below the end of the one before it.
    case notAscending(start: PhysicalAddress, previousEnd: PhysicalAddress)
    /// Two regions that cannot both be true.
    case overlapping(
        start: PhysicalAddress, end: PhysicalAddress, otherStart: PhysicalAddress, otherEnd: PhysicalAddress)
    /// More CMRs than a machine can have.
    case tooManyCMRs(limit: Int)
    /// /proc/iomem as an unprivileged user sees it.
    case hiddenAddresses
    /// The output of another program, which does not state enough: which program, and what to give instead.
    case otherProgram(OtherProgramOutput)
    /// Lines are cut or wrapped at this column, inside statements.
    case wrappedLines(column: Int)
    /// Every line of the memory map ends inside its statement.
    case brokenLines
    /// The log is in reverse order, the last line first.
    case runsBackwards
    /// The same of a listing: the program or file that it is of.
    case listingRunsBackwards(String)
    /// There is a dump of memblock that is not whole, and nothing else to take memory from. `expected` is nil where its
    /// beginning is not there.
    case incompleteDump(entries: Int, expected: UInt64?)
    /// The log has `boots` boots, and not the one that was asked for, counted from 1.
    case noSuchBoot(Int, boots: Int)
    /// Files of some kind lie in the directory.
    case directoryOfFiles
    /// The directory has none of the entries that its kind has.
    case notAFirmwareDirectory
    /// The directory has no entries.
    case emptyDirectory
    /// A FIFO, a device or a folder where a file of a firmware directory should be.
    case notARegularFile
    /// A pipe or a device, by its kind, which cannot be surveyed because reading it may never end.
    case specialFile(String)
    /// The directory has more entries than any kernel's.
    case tooManyEntries(limit: Int)
    /// The input ends inside a line that states memory.
    case cutShort
    /// The input is understood, and states no memory.
    case noMemory
    /// The arguments of a recipe for a synthetic map.
    case recipe(SyntheticError)
}

extension InputFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let errno): "\(errno)"
        case .empty: "the input is empty"
        case .notAMemoryMap, .logWithoutMemory:
            "no memory map found: expected a kernel log, /proc/iomem, an EFI memory map or a tdxmap"
        case .notAHotplugTrace: "no hotplug trace found: its first line is 'hotplug-trace 1'"
        case .encoded(let name): "the input is \(name): convert it to plain text first"
        case .archive(let name):
            "the input is \(name): unpack it and name a log in it, or give \(name.contains(" tar ") ? "it" : "the folder") to tdmr survey"
        case .damaged: "the compressed or archived data is damaged or cut"
        case .tooLarge: "the file is too large for a log"
        case .lineTooLong: "the line is too long"
        case .tooLong(let limit): "the input is longer than \(limit.lines) lines or \(limit.size.rawValue >> 20) MiB"
        case .unsupportedTraceVersion(let version): "unsupported hotplug-trace version '\(version)', expected 1"
        case .unsupportedVersion(let version): "unsupported tdxmap version '\(version)', expected 1"
        case .unknownDirective(let name): "unknown directive '\(name)'"
        case .repeatedDirective(let name): "directive '\(name)' is repeated"
        case .settingAfterEvent(let name): "'\(name)' stands after the first event"
        case .missingDirective(let name): "there is no '\(name)'"
        case .wrongFieldCount(let directive, let expected, let found):
            "'\(directive)' takes \(expected) numbers, found \(found)"
        case .notANumber(let text): "'\(text)' is not a decimal or 0x number"
        case .notOneOf(let text, let allowed): "'\(text)' is not one of \(allowed)"
        case .numberTooLarge(let text, let limit): "\(text) is above \(limit)"
        case .addressTooLarge(let text): "\(text) lies beyond the 52-bit address space"
        case .numberTooSmall(let text, let limit): "\(text) is below \(limit)"
        case .notPageAligned(let text): "\(text) is not a multiple of 4096"
        case .reversedRange(let start, let end): "the range ends at \(end), before its start \(start)"
        case .reversedKeyIDs(let start, let end): "the KeyID range ends at \(end), before its start \(start)"
        case .emptyRange(let start): "the range at \(start) is empty"
        case .notAscending(let start, let previousEnd):
            "the region at \(start) starts below the end of the one before, \(previousEnd)"
        case .overlapping(let start, let end, let otherStart, let otherEnd):
            "the range \(start)-\(end) overlaps \(otherStart)-\(otherEnd)"
        case .hiddenAddresses: "all addresses are zero: read it as root"
        case .otherProgram(let text): text.sentence
        case .wrappedLines(let column):
            "lines are wrapped or cut at column \(column), inside of what they state: take the log without a terminal, dmesg > FILE"
        case .brokenLines:
            "the lines of the memory map are wrapped or cut inside of what they state: take the log without a terminal, dmesg > FILE"
        case .runsBackwards: "the log runs backwards, the last line first (journalctl -r, tac): turn it around with tac"
        case .listingRunsBackwards(let name):
            "the listing of \(name) runs backwards, the last line first (tac): turn it around with tac"
        case .incompleteDump(let entries, let expected):
            "\(InputConcern.incompleteDump(entries: entries, expected: expected, isOnlySource: true))"
        case .noSuchBoot(let number, let boots):
            "there is no boot \(number): the log holds \(boots == 0 ? "none" : boots == 1 ? "one" : "\(boots)")"
        case .directoryOfFiles:
            "the directory is not a /sys/firmware/memmap: name the logs in it one by one, or give it to tdmr survey"
        case .emptyDirectory: "the directory is empty"
        case .notAFirmwareDirectory: "the directory has no numbered entries as /sys/firmware/memmap has"
        case .notARegularFile: "not a regular file"
        case .specialFile(let kind): "\(kind), not a file: pass what it gives through standard input (-)"
        case .tooManyEntries(let limit): "more than \(limit) entries"
        case .cutShort: "the input ends inside this line"
        case .tooManyCMRs(let limit): "more than \(limit) CMRs"
        case .recipe(let error): "\(error)"
        case .noMemory: "the map has no memory"
        }
    }
}
