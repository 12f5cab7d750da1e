/// The order in which LPs initialise TDMRs. A TDMR admits one LP at a time under every schedule.
public enum InitSchedule: String, Hashable, Sendable, CaseIterable {
    /// One LP, TDMR after TDMR: Linux.
    case serial
    /// Each TDMR stays with the LP that began it, the longest first.
    case wholeTDMRs = "whole-tdmrs"
    /// LPs hand TDMRs on between calls, so that none is left with a long one at the end and no node's memory limits while another's is idle.
    case balanced
}
