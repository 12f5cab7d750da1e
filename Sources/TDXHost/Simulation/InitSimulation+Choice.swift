import TDXModule

extension InitSimulation.Engine {
    /// Calls that an LP makes of `tdmr` before it looks around: to the end of the GiB, and under `balanced` fewer as the end draws near, down to one.
    /// The unevenness a turn can cause then stays below what the other LPs still have to do.
    func turn(of tdmr: Int) -> UInt64 {
        let toGranuleEnd = (tdmrs[tdmr].callsLeft - 1) % callsPerGranule + 1
        guard policy == .balanced, unfinished > processors.count || nodes[tdmrs[tdmr].node].isContended else { return toGranuleEnd }
        return min(toGranuleEnd, max(1, callsLeft / UInt64(4 * unfinished * processors.count)))
    }

    /// The TDMR that the LP goes on with; nil where there is none, or none that memory has room for.
    func choice(of number: Int, at time: Picoseconds) -> Int? {
        let own = processors[number].slice.calls > 0 && tdmrs[processors[number].tdmr].callsLeft > 0 ? processors[number].tdmr : nil
        guard policy == .balanced else { return own ?? untaken.last }
        if let own, processors[number].callsInTurn > 0, admission(of: own) <= time { return own }
        return mostUrgent(at: time)
    }

    /// The TDMR that comes first once memory has room, and when that is: `now` or later.
    func nextAdmission(after now: Picoseconds) -> (tdmr: Int, time: Picoseconds)? {
        var first: (tdmr: Int, time: Picoseconds)?
        for node in nodes {
            guard let tdmr = longestFree(in: node.tdmrs) else { continue }
            let time = max(now, admission(of: tdmr))
            if first.map({ time < $0.time }) ?? true { first = (tdmr, time) }
        }
        return first
    }

    /// The LP that goes on with `tdmr`: the one that had it before, where it is parked.
    func parkedProcessor(for tdmr: Int) -> Int {
        let last = tdmrs[tdmr].lastProcessor
        return processors[last].isParked ? last : processors.firstIndex(where: \.isParked) ?? last
    }

    /// The free TDMR, of those that memory has room for, that causes the most time to pass still: by its own calls or by all writes into its node.
    private func mostUrgent(at time: Picoseconds) -> Int? {
        var best: (tdmr: Int, urgency: Picoseconds)?
        for node in nodes {
            guard let tdmr = longestFree(in: node.tdmrs), admission(of: tdmr) <= time else { continue }
            let urgency = max(tdmrs[tdmr].timeLeft, node.callsLeft * writeTime)
            if best.map({ urgency > $0.urgency }) ?? true { best = (tdmr, urgency) }
        }
        return best?.tdmr
    }

    private func longestFree(in range: Range<Int>) -> Int? {
        var best: Int?
        for tdmr in range where tdmrs[tdmr].isFree {
            if best.map({ tdmrs[tdmr].timeLeft > tdmrs[$0].timeLeft }) ?? true { best = tdmr }
        }
        return best
    }

    /// From when on a call of `tdmr` may begin. A call should not have to wait for the memory, nor make one of a TDMR wait that has more left to do:
    /// each of those finds room for a call of its own in what is still unwritten. Idle memory is open to all.
    private func admission(of tdmr: Int) -> Picoseconds {
        let node = nodes[tdmrs[tdmr].node]
        guard node.isContended else { return .zero }
        let own = tdmrs[tdmr].timeLeft + turn(of: tdmr) * tdmrs[tdmr].callTime
        var room = writeTime
        for other in node.tdmrs where tdmrs[other].timeLeft > own { room += writeTime }
        let backlog = tdmrs[tdmr].callTime > room ? tdmrs[tdmr].callTime - room : .zero
        return node.writesDone > backlog ? node.writesDone - backlog : .zero
    }
}
