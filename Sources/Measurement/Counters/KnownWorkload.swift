import CProbes
package import PhysicalMemory
internal import SeededRandom

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Known work with the memory it needs, to be done again and again.
package final class KnownWorkload {
    /// The kind of work.
    package let work: KnownWork
    private let memory: UnsafeMutableRawBufferPointer
    private var start: UnsafeRawPointer
    private var random: SeededRandom

    /// - Parameters:
    ///   - work: what is to be done.
    ///   - units: the most units that are done at a time.
    ///   - caches: of this machine; they determine how much memory exceeds them.
    ///   - free: memory that is free; nil: unknown.
    ///   - seed: of random orders and bits.
    /// - Throws: `CounterFault` where the memory cannot be allocated or too little of it is free to exceed the caches.
    package init(
        _ work: KnownWork, units: Int, caches: [Environment.Cache], free: ByteCount? = FreeMemory.size, seed: UInt64 = 1
    ) throws(CounterFault) {
        self.work = work
        random = SeededRandom(seed: seed)
        let size = try Self.size(work, units: units, caches: caches, free: free)
        let bytes = Int(size.rawValue)
        let map = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let map, map != MAP_FAILED else { throw .noMemory(size) }
        memory = UnsafeMutableRawBufferPointer(start: map, count: bytes)
        start = UnsafeRawPointer(map)
        // Small pages, because page faults and TLB misses are counted.
        madvise(map, bytes, 15 /* MADV_NOHUGEPAGE */)
        switch work {
        case .nearLines, .farLines: link(stride: 64, count: bytes / 64)
        // A pass over the memory leaves its end in the caches: the lines lie in its first quarter.
        case .coldLines:
            // Pages that were only ever read would all be the kernel's one page of zeros, which no pass over them evicts anything for.
            for page in stride(from: 0, to: bytes, by: 4096) { memory[page] = 0 }
            link(stride: bytes / 4 / units / 64 * 64, count: units)
        // One line per page, at varying offsets: otherwise few sets of the caches would have to hold them all.
        case .pages: link(stride: 4096 + 64, count: bytes / (4096 + 64))
        default: break
        }
    }

    deinit { munmap(memory.baseAddress, memory.count) }

    /// The most memory for four times the last-level cache; beyond, twice is enough.
    private static let most = ByteCount.gib(1)

    /// Four times the last-level cache, or twice where that is much memory, and at most a quarter of what is free.
    static func coldSize(_ last: ByteCount, free: ByteCount?) throws(CounterFault) -> ByteCount {
        let room = free.map { ByteCount($0.rawValue / 4) } ?? most
        let ample = max(4 * last, .mib(64))
        if ample <= min(most, room) { return ample }
        let enough = max(2 * last, .mib(64))
        guard enough <= room else { throw .cacheTooLarge(last, needed: enough, free: free) }
        return enough
    }

    /// How much memory the work needs.
    private static func size(
        _ work: KnownWork, units: Int, caches: [Environment.Cache], free: ByteCount?
    ) throws(CounterFault) -> ByteCount {
        func cache(_ level: Int) -> ByteCount {
            caches.filter { $0.level == level && $0.type != "Instruction" }.map(\.size).max() ?? .zero
        }
        let last = caches.filter { $0.type != "Instruction" }.max { $0.level < $1.level }?.size ?? .zero
        switch work {
        case .loop, .products, .naps, .spinning, .loads: return .page
        case .choices: return .pages(UInt64(units) / 4096 + 1)
        case .nearLines: return max(4 * cache(1), .kib(64))
        case .farLines: return max(4 * cache(2), .mib(1))
        case .coldLines: return try coldSize(last, free: free)
        case .pages: return 32768 * ByteCount(4096 + 64)
        case .freshPages: return .pages(UInt64(units))
        }
    }

    /// A ring through `count` places, one every `stride` bytes, in random order (Sattolo).
    private func link(stride: Int, count: Int) {
        var order = Array(0..<UInt32(count))
        for place in (1..<count).reversed() { order.swapAt(place, Int(random.below(UInt64(place)))) }
        for (place, next) in order.enumerated() {
            memory.storeBytes(
                of: UInt(bitPattern: memory.baseAddress) + UInt(next) * UInt(stride), toByteOffset: place * stride,
                as: UInt.self)
        }
    }

    /// Restores the state that `run` changed: random bits, pages without memory, caches with other lines. Not to be counted.
    package func prepare() {
        switch work {
        case .choices: memory.indices.forEach { memory[$0] = UInt8(truncatingIfNeeded: random.next() & 1) }
        case .freshPages: madvise(memory.baseAddress, memory.count, MADV_DONTNEED)
        case .coldLines:
            probe_known_sweep(memory.baseAddress, UInt64(memory.count))
        default: break
        }
    }

    /// Does `units` units, with hardly any other work that a counter could see.
    package func run(_ units: Int) {
        let count = UInt64(units)
        switch work {
        case .loop: probe_known_branches(count)
        case .choices: probe_known_choices(memory.baseAddress, count)
        case .products: probe_known_products(count)
        case .loads: probe_known_loads(memory.baseAddress, count)
        case .nearLines, .farLines, .coldLines, .pages: start = probe_known_chase(start, count) ?? start
        case .freshPages:
            for page in 0..<units { memory.storeBytes(of: 1, toByteOffset: page * 4096, as: UInt8.self) }
        case .naps: for _ in 0..<units { usleep(20) }
        case .spinning:
            let end = probe_thread_nanoseconds() + count
            while units > 0, probe_thread_nanoseconds() < end {}
        }
    }
}
