import ArgumentParser
import MemoryMaps

extension ExitCode {
    /// There is no valid plan, or the module refuses the layout.
    static let refused = ExitCode(2)
    /// An input cannot be understood.
    static let badInput = ExitCode(65)
}
