/// More threads than processors that the process may use.
struct FewCPUs: Error, CustomStringConvertible {
    var threads: Int

    var description: String { "\(threads) threads need as many CPUs; there are \(ThreadTeam.processors)" }
}
