public import PhysicalMemory

/// The events of memory hotplug on a machine, in order.
public struct HotplugTrace: Hashable, Sendable {
    /// An event and where it stands.
    public struct Entry: Hashable, Sendable {
        /// The line of the trace, counted from 1.
        public var line: Int
        /// The event.
        public var event: HotplugEvent

        public init(line: Int, event: HotplugEvent) {
            self.line = line
            self.event = event
        }
    }

    /// Size of a memory block, 128 MiB to 2 GiB; nil: as Linux chooses it for the machine.
    public var blockSize: ByteCount?
    /// Whether memory that is plugged in goes online at once.
    public var onlinesAddedMemory: Bool
    /// The events, in their order.
    public var entries: [Entry]

    public init(blockSize: ByteCount? = nil, onlinesAddedMemory: Bool = true, entries: [Entry] = []) {
        self.blockSize = blockSize
        self.onlinesAddedMemory = onlinesAddedMemory
        self.entries = entries
    }

    /// The events as a trace whose lines are those of its text.
    public init(blockSize: ByteCount? = nil, onlinesAddedMemory: Bool = true, events: [HotplugEvent]) {
        self.init(blockSize: blockSize, onlinesAddedMemory: onlinesAddedMemory)
        let firstLine = header.count + 1
        entries = events.enumerated().map { Entry(line: firstLine + $0, event: $1) }
    }

    /// Whether the trace says itself when TDX is initialised; if not, that is before the first event.
    public var enablesTDX: Bool { entries.contains { $0.event == .enableTDX } }

    /// The sizes a memory block can have.
    public static let blockSizes: [ByteCount] = [.mib(128), .mib(256), .mib(512), .gib(1), .gib(2)]
}
