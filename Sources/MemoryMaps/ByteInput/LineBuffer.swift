#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The memory behind a `LineStream`, and the only unsafe part of it.
///
/// Invariant: 0 <= start <= searched <= filled <= capacity; every index handed to the memory lies in it.
final class LineBuffer {
    private let memory: UnsafeMutableRawBufferPointer
    /// The start of the current line.
    private var start = 0
    /// Up to where no newline was found.
    private var searched = 0
    /// Up to where bytes were read.
    var filled = 0 {
        didSet { precondition(filled <= memory.count) }
    }

    init(capacity: Int) { memory = .allocate(byteCount: capacity, alignment: 64) }

    deinit { memory.deallocate() }

    /// Where the next bytes go.
    var free: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: memory[filled...]) }

    /// The bytes after the last whole line.
    var rest: Range<Int> { start..<filled }

    var isFullOfOneLine: Bool { start == 0 && filled == memory.count }

    /// Lends the bytes at `range`, which the buffer keeps unchanged meanwhile: only `LineStream` changes it, between two calls.
    func withBytes<Failure: Error>(_ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Void) throws(Failure) {
        let bytes = UnsafeRawBufferPointer(rebasing: memory[range])
        try body(Span(_unsafeBytes: bytes))
    }

    /// The next whole line, without its newline.
    func takeLine() -> Range<Int>? {
        guard let base = memory.baseAddress, searched < filled,
            let newline = memchr(base + searched, 0x0a, filled - searched)
        else {
            searched = filled
            return nil
        }
        let line = start..<base.distance(to: newline)
        start = line.upperBound + 1
        searched = start
        return line
    }

    func moveRestToFront() {
        guard start > 0 else { return }
        memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[start..<filled]))
        filled -= start
        searched -= start
        start = 0
    }

    func discardAll() {
        start = 0
        searched = 0
        filled = 0
    }
}
