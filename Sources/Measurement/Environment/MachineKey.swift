/// What must be equal for two results to be compared: stable facts only (no clock rate, no load).
public struct MachineKey: Hashable, Codable, Sendable {
    /// The processor's model.
    public var processor: String
    /// Logical CPUs online.
    public var logicalProcessors: Int
    /// `L1d 48K, L1i 32K, L2 1M, L3 32M`.
    public var caches: String
    /// The compiler, marked where the build is not optimised.
    public var compiler: String
    /// The C library and its version.
    public var libc: String
    /// `x86_64`, `aarch64`.
    public var architecture: String
    /// The version of valgrind that counted; nil where nothing was counted.
    public var valgrind: String?
}

extension MachineKey: CustomStringConvertible {
    public var description: String {
        "\(processor), \(logicalProcessors) CPUs, \(caches), \(compiler), \(libc), \(architecture)"
            + (valgrind.map { ", valgrind \($0)" } ?? "")
    }
}
