/// One machine's part of a result.
package struct Machine: Hashable, Codable, Sendable {
    /// What the figures depend on.
    package var environment: Environment
    /// How the run went.
    package var run: RunInfo

    package init(environment: Environment, run: RunInfo) {
        self.environment = environment
        self.run = run
    }

    /// What must be equal for two times to be comparable.
    package var key: MachineKey { environment.key }
}
