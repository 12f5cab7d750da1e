/// How far the module's start-up has come, as TDH.SYS.CONFIG and its neighbours ask for it.
public enum ModuleState: UInt8, CaseIterable, Sendable {
    /// Loaded; TDH.SYS.INIT has not been done.
    case loaded = 0
    /// TDH.SYS.INIT is done: LPs initialise, TDH.SYS.CONFIG is pending.
    case initialized = 1
    /// TDH.SYS.CONFIG is done: packages configure the global key.
    case configured = 2
    /// The key is configured on every package: TDMRs initialise, TDs run.
    case ready = 3
    /// TDH.SYS.SHUTDOWN is done: only another module can be loaded.
    case shutDown = 4
}
