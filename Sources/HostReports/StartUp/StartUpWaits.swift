public import TDXModule

/// How long boot and guests wait, depending on when the kernel initialises the module.
public struct StartUpWaits: Hashable, Sendable {
    /// At boot: booting takes this much longer, no guest waits.
    public var boot: Picoseconds
    /// At boot with TDMR.INIT in the background: the remaining delay of the boot.
    public var bootWithBackground: Picoseconds
    /// Then, from the end of booting: until a guest can have its first GiB, half of the memory, all of it.
    public var firstGranule: Picoseconds
    /// Then, until a guest can have half of the memory.
    public var half: Picoseconds
    /// Then, until a guest can have all of the memory.
    public var all: Picoseconds
}
