import TDXModule

extension InitSimulation.Engine {
    /// Calls that an LP makes for `tdmr` before it chooses again: to the end of the GiB; under `balanced` fewer towards the end of the phase, down to one.
    func turn(of tdmr: Int, at time: Picoseconds) -> UInt64 {
        let toGranuleEnd = (tdmrs[tdmr].callsLeft - 1) % callsPerGranule + 1
        guard schedule == .balanced, !hasLPForEach || nodes[tdmrs[tdmr].node].isContended else { return toGranuleEnd }
        guard let goal else { return min(toGranuleEnd, margin) }
        // Until the longest of the waiting TDMRs could no longer be done in time.
        let waiting = longestFree(in: tdmrs.indices).map { tdmrs[$0].timeLeft } ?? .zero
        let due = time + waiting + Self.reserve * tdmrs[tdmr].callTime
        let spare = goal > due ? goal - due : .zero
        return min(toGranuleEnd, max(1, spare.rawValue / tdmrs[tdmr].callTime.rawValue))
    }

    /// Calls by which an LP chooses again earlier than it must, because other LPs end their calls a little later.
    private static let reserve: UInt64 = 4

    /// Calls by which the remaining work of TDMRs may differ without harm; fewer towards the end. What that can cost stays below the work left to the other LPs.
    private var margin: UInt64 { max(1, callsLeft / UInt64(4 * unfinished * processors.count)) }

    /// The TDMR that the LP works on next; nil where there is none, or none whose node has write bandwidth left.
    func choice(of number: Int, at time: Picoseconds) -> Int? {
        let own = processors[number].tdmr.flatMap { tdmrs[$0].callsLeft > 0 ? $0 : nil }
        guard schedule == .balanced else { return own ?? untaken.last }
        guard let own else { return mostUrgent(at: time) }
        let isAdmitted = tdmrs[own].isFree && admission(of: own) <= time
        if hasLPForEach { return isAdmitted ? own : nil }
        guard isAdmitted else { return mostUrgent(at: time) }
        return processors[number].callsInTurn > 0 || mayStay(with: own, at: time) ? own : mostUrgent(at: time)
    }

    /// Whether the LP may keep its TDMR: each free one can still be done in time, or has no more work left than this one.
    private func mayStay(with own: Int, at time: Picoseconds) -> Bool {
        guard let goal else { return false }
        let call = tdmrs[own].callTime
        let longest = longestFree(in: tdmrs.indices).map { tdmrs[$0].timeLeft } ?? .zero
        return time + longest + Self.reserve * call <= goal || longest <= tdmrs[own].timeLeft + call
    }

    /// Whether there are enough LPs for all TDMRs: each LP then keeps its own, and an LP without one takes a TDMR that no LP has.
    private var hasLPForEach: Bool { unfinished <= processors.count }

    /// The TDMR that can be admitted first, and when: `now` or later.
    func nextAdmission(after now: Picoseconds) -> (tdmr: Int, time: Picoseconds)? {
        var first: (tdmr: Int, time: Picoseconds)?
        for node in nodes {
            guard let longest = longestFree(in: node.tdmrs) else { continue }
            let tdmr = parkedHeir(of: longest, in: node.tdmrs)
            let time = max(now, admission(of: tdmr))
            if first.map({ time < $0.time }) ?? true { first = (tdmr, time) }
        }
        return first
    }

    /// The LP that continues `tdmr`: its own, else one that has none, else any that is parked.
    func parkedProcessor(for tdmr: Int) -> Int? {
        if let owner = tdmrs[tdmr].owner { return owner }
        let idle = processors.indices.first { number in
            processors[number].isParked
                && processors[number].tdmr.map { tdmrs[$0].owner != number || tdmrs[$0].callsLeft == 0 } ?? true
        }
        return idle ?? processors.firstIndex(where: \.isParked)
    }

    /// The free and admitted TDMR with the most time left, counting its own calls or all writes into its node.
    private func mostUrgent(at time: Picoseconds) -> Int? {
        var best: (tdmr: Int, urgency: Picoseconds)?
        for node in nodes {
            guard let tdmr = longestFree(in: node.tdmrs, unowned: hasLPForEach), admission(of: tdmr) <= time else {
                continue
            }
            let urgency = max(tdmrs[tdmr].timeLeft, node.callsLeft * writeTime)
            if best.map({ urgency > $0.urgency }) ?? true { best = (tdmr, urgency) }
        }
        return best?.tdmr
    }

    /// The TDMR to take in place of `longest`: one whose own LP is parked, if it has hardly less work left.
    private func parkedHeir(of longest: Int, in range: Range<Int>) -> Int {
        guard tdmrs[longest].owner == nil else { return longest }
        let owned = range.filter { tdmrs[$0].isFree && tdmrs[$0].owner != nil }
        guard let heir = owned.max(by: { tdmrs[$0].timeLeft < tdmrs[$1].timeLeft }) else { return longest }
        return tdmrs[heir].timeLeft + margin * tdmrs[heir].callTime >= tdmrs[longest].timeLeft ? heir : longest
    }

    private func longestFree(in range: Range<Int>, unowned: Bool = false) -> Int? {
        var best: Int?
        for tdmr in range where tdmrs[tdmr].isFree && !(unowned && tdmrs[tdmr].owner != nil) {
            if best.map({ tdmrs[tdmr].timeLeft > tdmrs[$0].timeLeft }) ?? true { best = tdmr }
        }
        return best
    }

    /// The earliest start of a call of `tdmr`. A call should neither wait for its node's memory nor delay a TDMR that has more work left:
    /// for each of those the writes of one call are kept free. Idle memory is open to all.
    private func admission(of tdmr: Int) -> Picoseconds {
        let node = nodes[tdmrs[tdmr].node]
        guard node.isContended else { return .zero }
        let own = tdmrs[tdmr].timeLeft + margin * tdmrs[tdmr].callTime
        var room = writeTime
        for other in node.tdmrs where tdmrs[other].timeLeft > own { room += writeTime }
        let backlog = tdmrs[tdmr].callTime > room ? tdmrs[tdmr].callTime - room : .zero
        return node.writesDone > backlog ? node.writesDone - backlog : .zero
    }
}
