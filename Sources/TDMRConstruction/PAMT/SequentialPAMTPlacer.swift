/// Places PAMTs as the kernel does: one run per TDMR, in TDMR order, with the requested node tried first.
public struct SequentialPAMTPlacer<Allocator: PageRunAllocator>: PAMTPlacer {
    public init() {}

    public var name: String { Allocator.name }

    public func place(_ problem: PAMTProblem) throws(ConstructionError) -> [PAMTPlacement] {
        let requests = problem.requests
        // The kernel's allocator refuses to hand out 0 pages, so placement fails for a TDMR without any table.
        guard let smallestRun = requests.lazy.map(\.size).min(), smallestRun > .zero else { throw .outOfMemory }
        var allocator = Allocator(memory: problem.memory, smallestRun: smallestRun)
        var placements: [PAMTPlacement] = []
        placements.reserveCapacity(requests.count)
        for request in requests {
            guard let frame = allocator.allocate(request.size, node: request.node) else {
                throw .outOfMemory
            }
            placements.append(PAMTPlacement(request, at: frame))
        }
        return placements
    }
}
