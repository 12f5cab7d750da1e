import Dispatch
import HostReports
import MemoryMaps
import Synchronization

/// The pipeline of a survey: machines are planned on all processors while further ones are read, and handed out in their original order.
///
/// Memory does not grow with their number: only `most` are in the pipeline at a time.
struct SurveyPipeline {
    /// The most machines in the pipeline, including those that wait for a slow one before them.
    private static let most = 1024
    /// The most bytes of archived files in the pipeline.
    private static let mostBytes = 64 << 20

    private let queue = DispatchQueue(label: "survey", attributes: .concurrent)
    /// Planned rows that wait for earlier ones, by number.
    private let planned = Planned()
    /// Signalled for each machine that is planned.
    private let progress = DispatchSemaphore(value: 0)

    private final class Planned: Sendable {
        let rows = Mutex<[Int: SurveyRow]>([:])
    }

    private var started = 0
    private var done = 0
    /// Bytes of each machine in the pipeline, and of all.
    private var sizes: [Int: Int] = [:]
    private var bytes = 0

    /// Starts planning a machine, as soon as there is room; `take` gets those that are finished.
    mutating func add(_ input: CollectedInput, _ take: (SurveyRow) throws -> Void) throws {
        if case .member(_, let content) = input {
            sizes[started] = content.count
            bytes += content.count
        }
        let (number, planned, progress) = (started, planned, progress)
        queue.async {
            let row = SurveyRow(input)
            planned.rows.withLock { $0[number] = row }
            progress.signal()
        }
        started += 1
        try handOut(leaving: bytes < Self.mostBytes ? Self.most : 1, take)
    }

    /// Waits for all machines.
    mutating func finish(_ take: (SurveyRow) throws -> Void) throws { try handOut(leaving: 0, take) }

    /// Hands out planned rows, and waits until at most `few` machines are in the pipeline.
    private mutating func handOut(leaving few: Int, _ take: (SurveyRow) throws -> Void) throws {
        while done < started {
            if let row = planned.rows.withLock({ [done] in $0.removeValue(forKey: done) }) {
                bytes -= sizes.removeValue(forKey: done) ?? 0
                done += 1
                try take(row)
            } else if started - done > few {
                progress.wait()
            } else {
                return
            }
        }
    }
}
