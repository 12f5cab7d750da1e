import Measurement
import PhysicalMemory

extension Footprint {
    /// The footprint of a structure of `size` over a list of `entries`.
    init(_ size: ByteCount, entries: Int) { self.init(bytes: Int(size.rawValue), entries: entries) }
}
