import CProbes
import Measurement

extension Contender {
    /// The limit of a family whose members read all of their input: see `LeastWorkload`.
    static func least(_ make: @escaping @Sendable (Input) throws -> any Workload) -> Contender {
        Contender(LeastWorkload<UInt64>.limitName, role: .limit, prepare: make)
    }
}
