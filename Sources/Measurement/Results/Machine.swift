/// One machine's part of a result.
package struct Machine: Hashable, Codable, Sendable {
    /// The environment that the figures depend on.
    package var environment: Environment
    /// Facts about the run.
    package var run: RunInfo

    package init(environment: Environment, run: RunInfo) {
        self.environment = environment
        self.run = run
    }

    /// The facts that must be equal for two times to be comparable.
    package var key: MachineKey { environment.key }
}
