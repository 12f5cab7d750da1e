package import PhysicalMemory

/// Memory that this process may still take without others having to give up theirs.
package enum FreeMemory {
    /// The least of what the kernel says is available and what the limit of the control group leaves; nil where neither is known.
    package static var size: ByteCount? {
        [
            SmallFile.read("/proc/meminfo").flatMap(available),
            room(
                limit: SmallFile.integer("/sys/fs/cgroup/memory.max"),
                used: SmallFile.integer("/sys/fs/cgroup/memory.current")),
        ].compactMap { $0 }.min()
    }

    /// The line `MemAvailable:    23893660 kB`.
    static func available(_ meminfo: String) -> ByteCount? {
        let words = meminfo.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }?.split(separator: " ")
        return words.flatMap { $0.count > 1 ? UInt64($0[1]) : nil }.map { ByteCount.kib(clamping: $0) }
    }

    /// nil without a limit, which reads `max`.
    static func room(limit: Int?, used: Int?) -> ByteCount? {
        guard let limit, let used else { return nil }
        return ByteCount(UInt64(max(limit - used, 0)))
    }
}
