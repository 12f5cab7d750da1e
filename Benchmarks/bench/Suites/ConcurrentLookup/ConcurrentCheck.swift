import Synchronization
import TDMRConstruction

/// All threads ask the samples while one list follows the other; each batch has to be answered from one of them.
final class ConcurrentCheck: Sendable {
    private let input: ConcurrentInput
    private let wrong = Atomic(0)

    init(input: ConcurrentInput) { self.input = input }

    /// The number of wrong batches.
    func run(on index: some ConcurrentIndex, by team: ThreadTeam) -> Int {
        team.run { [self] thread in
            let reader = index.makeReader()
            for round in 0..<20 {
                // The first list is in force already.
                if thread == 0 { try? index.replace(with: input.lists[(round + 1) % input.lists.count]) }
                let answers = reader.answers(to: input.samples)
                if !input.expected.contains(answers) { wrong.wrappingAdd(1, ordering: .relaxed) }
            }
        }
        return wrong.load(ordering: .relaxed)
    }
}
