package import SystemPackage

extension ProcessIsolation {
    /// Why the process is not pinned to a CPU.
    package enum PinningFault: Hashable, Sendable {
        /// Nobody asked for it.
        case notAskedFor
        /// It was asked not to.
        case switchedOff
        /// sched_setaffinity() failed.
        case refused(Errno)
    }

    /// Why addresses differ from run to run.
    package enum AddressFault: Hashable, Sendable {
        /// Nobody asked for fixed ones.
        case notAskedFor
        /// The process was started again, but its addresses are random still.
        case settingLost
        /// The process could not be started again.
        case notRestarted(Errno)
        /// personality() failed.
        case refused(Errno)
    }
}

extension ProcessIsolation.PinningFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAskedFor: "not asked for"
        case .switchedOff: "switched off"
        case .refused(let error): "sched_setaffinity: \(error)"
        }
    }
}

extension ProcessIsolation.AddressFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAskedFor: "not asked for"
        case .settingLost: "a restart did not keep the setting"
        case .notRestarted(let error): "restarting failed: \(error)"
        case .refused(let error): "personality: \(error)"
        }
    }
}
