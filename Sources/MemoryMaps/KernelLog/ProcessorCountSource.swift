/// The statements of how many processors there may be, the most reliable first.
enum ProcessorCountSource: Int {
    /// `Total of 208 processors activated`
    case activated
    /// `Allowing 208 CPUs, 0 hotplug CPUs`
    case allowed
    /// Lines of the SRAT, one for each APIC.
    case apics
}
