/// The boots of a kernel log, one of which is selected.
///
/// Only boots that may still be selected are kept, so a log of a million boots needs no more memory than its longest ones.
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
    /// The last boots that stated a fact that other boots may leave out.
    private var lastWithCMRs: Boot?
    private var lastWithKeyIDs: Boot?
    private var lastWithProcessors: Boot?

    /// Platform facts of the last boot without a line about memory or TDX.
    private(set) var platformOfEmptyBoot = PlatformFacts()
    /// Whether there is a boot that begins with the kernel's banner.
    private(set) var hasBanner = false

    /// Boots with a statement about memory or TDX.
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

    /// The selected boot, and the boots that supply facts that it does not state.
    struct Choice {
        var boot: Boot
        var isComplete: Bool
        var cmrs: Boot?
        var keyIDs: Boot?
        var processors: Boot?
        /// The lines of the last boot about TDX; that boot may have no memory map.
        var tdxLines: [TDXLogLine]
        var platform: PlatformFacts
    }

    /// Ends the log; nil if it has no statement about memory or TDX.
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

    /// The platform facts of the last boot; its packages may be taken from the selected one.
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
