/// The facts that must be equal for two results to be compared: stable ones only (no clock rate, no load).
package struct MachineKey: Hashable, Codable, Sendable {
    /// The processor's model.
    package var processor: String
    /// Logical CPUs online.
    package var logicalProcessors: Int
    /// `L1d 48K, L1i 32K, L2 1M, L3 32M`.
    package var caches: String
    /// The compiler, marked where the build is not optimised.
    package var compiler: String
    /// The C library and its version.
    package var libc: String
    /// `x86_64`, `aarch64`.
    package var architecture: String
    /// The version of valgrind that counted; nil where nothing was counted.
    package var valgrind: String?
}

extension MachineKey: CustomStringConvertible {
    package var description: String {
        "\(processor), \(logicalProcessors) CPUs, \(caches), \(compiler), \(libc), \(architecture)"
            + (valgrind.map { ", valgrind \($0)" } ?? "")
    }
}
