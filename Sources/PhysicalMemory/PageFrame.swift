/// A page frame number (PFN): a physical address divided by 4096.
@frozen
public struct PageFrame: RawRepresentable, Hashable, Comparable, Sendable {
    /// The PFN.
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// The frame with this PFN.
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// The frame that holds `address`.
    @inlinable public init(containing address: PhysicalAddress) { rawValue = address.rawValue >> 12 }
    /// The first frame that starts at or above `address`.
    @inlinable public init(atOrAbove address: PhysicalAddress) {
        rawValue = (address.rawValue >> 12) + (address.rawValue & 0xfff == 0 ? 0 : 1)
    }

    /// The first address of the frame. Frames of 2^52 and above have no 64-bit address: traps.
    @inlinable public var address: PhysicalAddress { PhysicalAddress(rawValue * 4096) }

    /// PFN 256, 1 MiB: TDX never uses memory below.
    @inlinable public static var tdxMinimum: PageFrame { PageFrame(256) }
    /// One past the highest architectural frame, 2^40.
    @inlinable public static var limit: PageFrame { PageFrame(1 << 40) }

    /// The frame rounded down to a granule (1 GiB, 2^18 pages).
    @inlinable public var granuleFloor: PageFrame { PageFrame(rawValue & ~(PageFrame.perGranule - 1)) }
    /// The frame rounded up to a granule (1 GiB, 2^18 pages).
    @inlinable public var granuleCeiling: PageFrame {
        PageFrame((rawValue + PageFrame.perGranule - 1) & ~(PageFrame.perGranule - 1))
    }
    /// Pages in a granule of 1 GiB: 262,144.
    @inlinable public static var perGranule: UInt64 { 1 << 18 }

    @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    /// The frame `pages` pages above `frame`.
    @inlinable public static func + (frame: Self, pages: UInt64) -> Self { Self(frame.rawValue + pages) }
    @inlinable public static func - (frame: Self, pages: UInt64) -> Self { Self(frame.rawValue - pages) }
    /// The distance in pages from `b` up to `a`; traps when `b` lies above `a`.
    @inlinable public static func - (a: Self, b: Self) -> UInt64 { a.rawValue - b.rawValue }
}

extension PageFrame: CustomStringConvertible {
    public var description: String { "PFN 0x" + String(rawValue, radix: 16) }
}
