import PhysicalMemory

extension HotplugTrace {
    /// The trace in the format that `HotplugTraceReader` reads.
    public var text: String {
        (header + entries.map(\.event.description)).map { $0 + "\n" }.joined()
    }

    /// The lines before the first event.
    var header: [String] {
        var lines = ["hotplug-trace 1"]
        if let blockSize { lines.append("block \(blockSize.rawValue)") }
        if !onlinesAddedMemory { lines.append("auto-online off") }
        return lines
    }
}
