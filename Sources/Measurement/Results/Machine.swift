/// One machine's part of a result.
public struct Machine: Hashable, Codable, Sendable {
    /// What the figures depend on.
    public var environment: Environment
    /// How the run went.
    public var run: RunInfo

    public init(environment: Environment, run: RunInfo) {
        self.environment = environment
        self.run = run
    }

    /// What must be equal for two times to be comparable.
    public var key: MachineKey { environment.key }
}
