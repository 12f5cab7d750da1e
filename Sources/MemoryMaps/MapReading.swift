/// The result of reading an input: the map, where it comes from, and the warnings for the user.
public struct MapReading: Hashable, Sendable {
    /// The input's path as given, `-` for standard input.
    public var path: String
    /// The machine.
    public var map: HostMemoryMap
    /// How the input was written.
    public var format: MapFormat
    /// Which statements of the input the memory regions come from; nil when it holds no memory.
    public var memorySource: MemorySource?
    /// Why the input holds no memory, where the reason is known.
    public var memoryFault: InputError?
    /// The firmware's other ranges, where the input has a firmware map.
    public var kept = KeptMemory.unknown
    /// The facts of a kernel log about the TDX module.
    public var tdx: TDXLogFacts
    /// The lines about TDX of the log's last boot, which may be another one than that of the memory.
    public var tdxLines: [TDXLogLine] = []
    /// Warnings for the user, in the order of the input.
    public var warnings: [InputWarning]
    /// The platform facts of the same boot.
    public var platform = PlatformFacts()
    /// Sockets, where the input says how many.
    public var packages: Int? { format == .tdxmap ? map.packages : platform.packages }
    /// Lines of the input, at least 1. A fault of the whole input names the last line.
    public var lineCount = 1

    public init(
        path: String, map: HostMemoryMap, format: MapFormat, memorySource: MemorySource?,
        tdx: TDXLogFacts = TDXLogFacts(),
        warnings: [InputWarning] = []
    ) {
        self.path = path
        self.map = map
        self.format = format
        self.memorySource = memorySource
        self.tdx = tdx
        self.warnings = warnings
    }

    /// The reading of a kernel log that was refused for stating nothing about memory or TDX; nil for another error.
    public init?(logWithoutMemory error: InputError) {
        guard case .logWithoutMemory(let platform) = error.fault else { return nil }
        self.init(path: error.path, map: HostMemoryMap(), format: .kernelLog, memorySource: nil)
        self.platform = platform
        lineCount = error.line ?? 1
    }
}
