import PhysicalMemory
import TDXModule

/// Memory of a node as the ACPI SRAT or the kernel's own list states it, in bytes.
struct NodeBytes: Equatable {
    var bytes: ClosedRange<UInt64>
    var node: NodeID
    var isHotPluggable = false
}
