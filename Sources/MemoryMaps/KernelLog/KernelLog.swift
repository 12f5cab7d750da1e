/// The boots of a kernel log, of which one counts.
///
/// Of all boots only those are kept that may still turn out to count, so a log of a million boots needs no more memory than its longest ones.
struct KernelLog {
    /// The boot that the user asked for, counted from 1.
    private let wanted: Int?
    private var current = Boot(line: 1)
    /// The boot asked for, once it is over.
    private var chosen: Boot?
    /// The last boot of each kind so far; `current` is in none of them.
    private var lastComplete: Boot?
    private var lastUsable: Boot?
    private var lastWithNodes: Boot?
    private var lastWithEFI: Boot?
    private var lastNotEmpty: Boot?
    private var lastCapture: Boot?
    /// The last boots that said something about what a boot may leave out.
    private var lastWithCMRs: Boot?
    private var lastWithKeyIDs: Boot?
    private var lastWithProcessors: Boot?

    /// What the last boot says of the machine of which nothing of interest was said.
    private(set) var platformOfEmptyBoot = PlatformFacts()
    /// Whether there is a boot of the kind that begins as the kernel does.
    private(set) var hasBanner = false

    /// Boots of which something of interest was said.
    private(set) var bootCount = 0

    init(boot wanted: Int? = nil) { self.wanted = wanted }

    var isNodeMapAnnounced: Bool { current.isNodeMapAnnounced }

    /// - Parameter time: the kernel's.
    mutating func take(_ statement: LogStatement, line: Int, time: Duration?) {
        if current.ends(with: statement) {
            close()
            current = Boot(line: line)
        }
        current.take(statement, line: line, time: time)
    }

    private mutating func close() {
        guard !current.isEmpty else {
            if current.hasBeginning { hasBanner = true }
            if current.platform != PlatformFacts() { platformOfEmptyBoot = current.platform }
            return
        }
        bootCount += 1
        if bootCount == wanted { chosen = current }
        // A capture kernel runs on the same machine, but in a small part of it.
        if current.isCapture {
            lastCapture = current
            return
        }
        lastNotEmpty = current
        if current.hasUsableFirmwareMemory, current.hasNodes { lastComplete = current }
        if current.hasUsableFirmwareMemory { lastUsable = current }
        if current.hasNodes { lastWithNodes = current }
        if current.hasUsableEFIMemory { lastWithEFI = current }
        if !current.cmrs.isEmpty { lastWithCMRs = current }
        if current.keyIDs != nil { lastWithKeyIDs = current }
        if current.processors != nil { lastWithProcessors = current }
    }

    /// The boot that counts, and what it lacks and another one knows.
    struct Choice {
        var boot: Boot
        var isComplete: Bool
        var cmrs: Boot?
        var keyIDs: Boot?
        var processors: Boot?
        /// What the last boot says of TDX, which may be one without a memory map.
        var tdxLines: [TDXLogLine]
        var platform: PlatformFacts
    }

    /// Ends the log; nil if nothing of interest was said in it.
    /// - Throws: `noSuchBoot` when one was asked for that is not there.
    mutating func finish() throws(InputFault) -> Choice? {
        close()
        current = Boot(line: 1)
        if let wanted {
            guard let chosen else { throw .noSuchBoot(wanted, boots: bootCount) }
            return choice(chosen, last: chosen, isComplete: true)
        }
        guard let last = lastNotEmpty ?? lastCapture else { return nil }
        // Node lines anywhere make a boot without them incomplete.
        let complete = lastWithNodes == nil ? lastUsable : lastComplete
        let boot = complete ?? lastWithNodes ?? lastUsable ?? lastWithEFI ?? lastWithCMRs ?? last
        return choice(boot, last: last, isComplete: complete != nil || lastWithNodes == nil && lastUsable == nil)
    }

    /// What the last boot says of the machine; its packages, too, may be those of the boot that counts.
    private func platform(_ boot: Boot, _ last: Boot) -> PlatformFacts {
        var platform = last.platform
        platform.packages = last.packages ?? boot.packages
        return platform
    }

    private func choice(_ boot: Boot, last: Boot, isComplete: Bool) -> Choice {
        Choice(
            boot: boot,
            isComplete: isComplete,
            cmrs: boot.cmrs.isEmpty ? lastWithCMRs : nil,
            keyIDs: boot.keyIDs == nil ? lastWithKeyIDs : nil,
            processors: boot.processors == nil || boot.isCapture ? lastWithProcessors : nil,
            tdxLines: last.tdxLines,
            platform: platform(boot, last)
        )
    }
}
