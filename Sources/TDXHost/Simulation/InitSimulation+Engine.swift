import HeapModule
import PhysicalMemory
import TDXModule

extension InitSimulation.Engine {
    init(_ simulation: InitSimulation) {
        let (costs, pamt, work) = (simulation.costs, simulation.pamt, simulation.work)
        let tooMany = simulation.schedule == .balanced && work.count > InitSimulation.mostBalancedTDMRs
        resolution = simulation.resolution
        schedule = tooMany ? .wholeTDMRs : simulation.schedule
        callsPerGranule = costs.callsPerGranule(pamt)
        writeTime = costs.writeFloor(granules: 1, pamt: pamt).dividedRoundingUp(by: costs.callsPerGranule(pamt))
        let granules = work.reduce(0) { $0 + $1.granules }
        callsLeft = granules * costs.callsPerGranule(pamt)
        sampleStride = max(1, granules / 256)
        unfinished = work.count { $0.granules > 0 }
        let writers = schedule == .serial ? 1 : simulation.processors
        let byNode = Dictionary(grouping: work.indices) { work[$0].pamtNode }
        for (node, (_, indices)) in byNode.sorted(by: { $0.key < $1.key }).enumerated() {
            let first = tdmrs.count
            for index in indices where work[index].granules > 0 {
                let tdmr = work[index]
                tdmrs.append(
                    InitSimulation.TDMRState(
                        index: index, callTime: costs.initCall(areas: tdmr.areas, pamt: pamt), node: node,
                        callsLeft: tdmr.granules * costs.callsPerGranule(pamt)))
            }
            let own = tdmrs[first...]
            let writesOfAll = UInt64(min(writers, own.count)) * writeTime
            nodes.append(
                InitSimulation.Node(
                    tdmrs: own.indices, callsLeft: own.reduce(0) { $0 + $1.callsLeft },
                    isContended: own.contains { writesOfAll > $0.callTime }))
        }
        switch schedule {
        case .serial: untaken = tdmrs.indices.sorted { tdmrs[$0].index > tdmrs[$1].index }
        case .wholeTDMRs: untaken = tdmrs.indices.sorted { (tdmrs[$0].timeLeft, $1) < (tdmrs[$1].timeLeft, $0) }
        case .balanced: break
        }
        let sums = costs.initTimes(work, pamt: pamt)
        goal = nodes.contains(where: \.isContended) ? nil : sums.parallel(processors: writers)
        // An LP beyond one for each TDMR never has anything to do.
        processors = (0..<min(writers, unfinished)).map { number in
            InitSimulation.Processor(turn: Self.emptyTurn(of: number, tdmr: 0, at: .zero))
        }
    }

    mutating func run() {
        for number in processors.indices { chooseNext(number, at: .zero) }
        var now = Picoseconds.zero
        while true {
            let wake = parked > 0 ? nextAdmission(after: now) : nil
            if let event = events.min, wake.map({ event.time <= $0.time }) ?? true {
                events.removeMin()
                now = event.time
                end(event)
                chooseNext(event.processor, at: event.time)
            } else if let wake {
                now = wake.time
                guard let number = parkedProcessor(for: wake.tdmr) else { return }
                processors[number].isParked = false
                parked -= 1
                take(wake.tdmr, by: number, at: wake.time)
            } else {
                return
            }
        }
    }

    consuming func finish() -> InitTimeline {
        for processor in processors where processor.tdmr != nil { timeline.turns.append(processor.turn) }
        timeline.turns.sort { ($0.processor, $0.start) < ($1.processor, $1.start) }
        return timeline
    }

    static func emptyTurn(of number: Int, tdmr: Int, at time: Picoseconds) -> InitTurn {
        InitTurn(processor: LogicalProcessorID(number), tdmr: tdmr, start: time, end: time, calls: 0, waited: .zero)
    }

    /// The LP continues its TDMR, takes another one, parks until the node's memory can take its writes, or is done.
    private mutating func chooseNext(_ number: Int, at time: Picoseconds) {
        if let tdmr = choice(of: number, at: time) {
            take(tdmr, by: number, at: time)
        } else if schedule == .balanced, tdmrs.contains(where: \.isFree) {
            processors[number].isParked = true
            parked += 1
        }
    }

    /// The LP begins calls of `tdmr`: one where memory may make it wait, else as many as its turn holds.
    private mutating func take(_ tdmr: Int, by number: Int, at time: Picoseconds) {
        openTurn(tdmr, by: number, at: time)
        if untaken.last == tdmr { untaken.removeLast() }
        tdmrs[tdmr].isLocked = true
        if processors[number].callsInTurn == 0 { processors[number].callsInTurn = turn(of: tdmr, at: time) }
        let node = tdmrs[tdmr].node
        var end = time + tdmrs[tdmr].callTime
        if nodes[node].isContended {
            nodes[node].writesDone = max(nodes[node].writesDone, time) + writeTime
            if nodes[node].writesDone > end {
                processors[number].turn.waited += nodes[node].writesDone - end
                end = nodes[node].writesDone
            }
            processors[number].pendingCalls = 1
        } else {
            processors[number].pendingCalls = processors[number].callsInTurn
            end = time + processors[number].callsInTurn * tdmrs[tdmr].callTime
        }
        events.insert(InitSimulation.Event(time: end, processor: number))
    }

    /// Extends the LP's turn where it is of the same TDMR, or too short to be shown by itself; the time parked between counts as waited.
    private mutating func openTurn(_ tdmr: Int, by number: Int, at time: Picoseconds) {
        if processors[number].tdmr == tdmr, tdmrs[tdmr].owner == number {
            processors[number].turn.waited += time - processors[number].turn.end
            return
        }
        if let last = processors[number].tdmr, tdmrs[last].owner == number { tdmrs[last].owner = nil }
        let turn = processors[number].turn
        if turn.calls > 0, time - turn.start < resolution {
            processors[number].turn.tdmr = nil
            processors[number].turn.waited += time - turn.end
        } else {
            if turn.calls > 0 { timeline.turns.append(turn) }
            processors[number].turn = Self.emptyTurn(of: number, tdmr: tdmrs[tdmr].index, at: time)
        }
        processors[number].tdmr = tdmr
        processors[number].callsInTurn = 0
        tdmrs[tdmr].owner = number
    }

    /// The pending calls of an LP have ended.
    private mutating func end(_ event: InitSimulation.Event) {
        let number = event.processor
        let calls = processors[number].pendingCalls
        // Only an LP that took a TDMR has an event.
        guard let tdmr = processors[number].tdmr else { return }
        processors[number].callsInTurn -= calls
        processors[number].turn.calls += calls
        processors[number].turn.end = event.time
        tdmrs[tdmr].callsLeft -= calls
        tdmrs[tdmr].isLocked = false
        nodes[tdmrs[tdmr].node].callsLeft -= calls
        callsLeft -= calls
        timeline.calls += calls
        timeline.end = event.time
        if tdmrs[tdmr].callsLeft == 0 { unfinished -= 1 }
        // A turn never crosses the end of a GiB.
        if tdmrs[tdmr].callsLeft % callsPerGranule == 0 { granuleIsUsable(at: event.time) }
    }

    private mutating func granuleIsUsable(at time: Picoseconds) {
        granulesUsable += 1
        if timeline.firstUsable == nil { timeline.firstUsable = time }
        if granulesUsable % sampleStride == 0 || callsLeft == 0 {
            timeline.usable.append(UsableMemory(time: time, granules: granulesUsable))
        }
    }
}
