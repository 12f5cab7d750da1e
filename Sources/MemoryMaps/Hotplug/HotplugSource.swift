/// Who adds and removes memory.
public enum HotplugSource: String, CaseIterable, Sendable {
    /// The firmware, through an ACPI memory device.
    case acpi
    /// A driver that owns the device: CXL, persistent memory, virtio-mem.
    case driver
}
