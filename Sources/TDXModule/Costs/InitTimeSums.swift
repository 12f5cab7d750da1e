/// The sums that T_init is made of; a planner keeps one and adds and takes away TDMRs.
@frozen
public struct InitTimeSums: Hashable, Sendable {
    /// The sum of all p_i: T_init with one LP.
    public var total: Picoseconds
    /// The largest p_i.
    public var longest: Picoseconds
    /// The largest write floor of any node.
    public var floor: Picoseconds

    @inlinable public init(total: Picoseconds = .zero, longest: Picoseconds = .zero, floor: Picoseconds = .zero) {
        self.total = total
        self.longest = longest
        self.floor = floor
    }

    /// T_init of one LP, as Linux does it.
    @inlinable public var serial: Picoseconds { total }

    /// T_init(L): with `processors` LPs. A TDMR admits one LP at a time and its calls may move between LPs, so this is the optimum to within one call.
    /// - Precondition: `processors` > 0.
    @inlinable public func parallel(processors: Int) -> Picoseconds {
        max(longest, total.dividedRoundingUp(by: UInt64(processors)), floor)
    }
}
