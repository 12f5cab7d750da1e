import Measurement
import TDMRConstruction

extension RangeIndex {
    /// The member over the input's list. It refuses lists and queries that it is not made for, and says why.
    static func index(over input: LookupInput) throws(NotApplicable) -> any RangeIndex {
        do { return try Self(input.memlist, predicate: input.predicate, queries: input.queries) } catch {
            throw NotApplicable(error)
        }
    }
}
