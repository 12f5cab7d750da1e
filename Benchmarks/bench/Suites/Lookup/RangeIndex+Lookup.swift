import Measurement
import TDMRConstruction

extension RangeIndex {
    /// The member over the input's list. Throws the reason where it does not apply to the list or the queries.
    static func index(over input: LookupInput) throws(NotApplicable) -> any RangeIndex {
        do { return try Self(input.memlist, predicate: input.predicate, queries: input.queries) } catch {
            throw NotApplicable(error)
        }
    }
}
