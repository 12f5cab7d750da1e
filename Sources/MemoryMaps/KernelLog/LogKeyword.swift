/// The texts that identify statements in a kernel log, behind any prefix.
enum LogKeyword: String, CaseIterable {
    case bios = "BIOS-"
    case user = "user: "
    case userHeader = "user-defined physical RAM map"
    case modified = "modified: "
    case modifiedHeader = "modified physical RAM map"
    case srat = "SRAT: Node "
    case node = "node "
    case nodeRanges = "Early memory "
    case nodeMap = "early_node_map["
    case arrow = " -> "
    case efi = "efi: mem"
    case oldEFI = "EFI: mem"
    /// The range of an EFI line that has lost the text in front of its number.
    case bareEFI = "range=["
    case tdx = "tdx: "
    case seamcall = "SEAMCALL"
    case lowSEAMCALL = "seamcall failed"
    case bareFailure = " initialization failed (-"
    case cannotEnable = "Cannot enable TDX "
    case kvm = "kvm_intel: "
    case cmr = "CMR:"
    case keyIDs = "KeyID"
    case broughtUp = "rought up"
    case bootedUp = "ooted up"
    case allowing = "Allowing "
    case activated = "Total of "
    case packages = "ogical packages:"
    case apic = "-> APIC "
    case hotPlugZone = "hot plug zone found "
    case memblockCount = "memory.cnt"
    case memblockEntry = "memory[0x"
    case xen = "(XEN) "
    case banner = "Linux version "
    case firstProcessor = "CPU0: "
    case hypervisor = "Hypervisor detected: "
    case encryption = "x86/tme: "
    case severalKeys = "x86/mktme: "
    case captureKernel = "elfcorehdr="
    case memoryTotal = "Memory: "
    case nodePages = "otalpages: "
    case lastFrame = "last_pfn = "
    case dropped = " printk messages dropped"
    case missed = "issed "
    case lost = "some messages lost"

    // Leftovers of terminals, mailers and crashes, which must be removed before the line can be read.
    case escape = "\u{1b}"
    case nul = "\0"
    case noBreakSpace = "\u{a0}"
    case octalEscape = "#033["
    case encodedEquals = "=3D"
    case encodedBlank = "=20"
    case encodedTab = "=09"
    case encodedNewline = "=0A"
    case encodedReturn = "=0D"
    case encodedNoBreakSpace = "=A0"
    case encodedOpeningBracket = "=5B"
    case encodedClosingBracket = "=5D"

    var isLeftover: Bool {
        switch self {
        case .escape, .nul, .noBreakSpace, .octalEscape, .encodedEquals, .encodedBlank, .encodedTab, .encodedNewline,
            .encodedReturn,
            .encodedNoBreakSpace, .encodedOpeningBracket, .encodedClosingBracket:
            true
        default: false
        }
    }

    static let scanner = KeywordScanner(allCases.map(\.rawValue))
}
